import KubeModel
import Testing

@Suite("JSON patch")
struct JSONPatchTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let document: String
        let patch: String
        let result: String

        var testDescription: String { name }
    }

    /// RFC 6902, appendix A, in its order, and what it says elsewhere.
    static let cases = [
        Case(
            name: "A.1 add a member", document: #"{"foo":"bar"}"#, patch: #"[{"op":"add","path":"/baz","value":"qux"}]"#,
            result: #"{"baz":"qux","foo":"bar"}"#),
        Case(
            name: "A.2 add an element", document: #"{"foo":["bar","baz"]}"#, patch: #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
            result: #"{"foo":["bar","qux","baz"]}"#),
        Case(
            name: "A.3 remove a member", document: #"{"baz":"qux","foo":"bar"}"#, patch: #"[{"op":"remove","path":"/baz"}]"#,
            result: #"{"foo":"bar"}"#),
        Case(
            name: "A.4 remove an element", document: #"{"foo":["bar","qux","baz"]}"#, patch: #"[{"op":"remove","path":"/foo/1"}]"#,
            result: #"{"foo":["bar","baz"]}"#),
        Case(
            name: "A.5 replace a value", document: #"{"baz":"qux","foo":"bar"}"#,
            patch: #"[{"op":"replace","path":"/baz","value":"boo"}]"#, result: #"{"baz":"boo","foo":"bar"}"#),
        Case(
            name: "A.6 move a value", document: #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
            patch: #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
            result: #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#),
        Case(
            name: "A.7 move an element", document: #"{"foo":["all","grass","cows","eat"]}"#,
            patch: #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#, result: #"{"foo":["all","cows","eat","grass"]}"#),
        Case(
            name: "A.8 test with success", document: #"{"baz":"qux","foo":["a",2,"c"]}"#,
            patch: #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
            result: #"{"baz":"qux","foo":["a",2,"c"]}"#),
        Case(
            name: "A.10 add a nested object", document: #"{"foo":"bar"}"#,
            patch: #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#, result: #"{"child":{"grandchild":{}},"foo":"bar"}"#),
        Case(
            name: "A.11 ignore unknown members", document: #"{"foo":"bar"}"#,
            patch: #"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#, result: #"{"baz":"qux","foo":"bar"}"#),
        Case(
            name: "A.14 escapes", document: #"{"/":9,"~1":10}"#, patch: #"[{"op":"test","path":"/~01","value":10}]"#,
            result: #"{"/":9,"~1":10}"#),
        Case(
            name: "A.16 add to the end", document: #"{"foo":["bar"]}"#,
            patch: #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#, result: #"{"foo":["bar",["abc","def"]]}"#),
        Case(
            name: "add replaces a member", document: #"{"a":1}"#, patch: #"[{"op":"add","path":"/a","value":null}]"#,
            result: #"{"a":null}"#),
        Case(
            name: "the whole document", document: #"{"a":1}"#, patch: #"[{"op":"replace","path":"","value":{"b":2}}]"#,
            result: #"{"b":2}"#),
        Case(
            name: "an empty key", document: #"{"":{"":1}}"#, patch: #"[{"op":"replace","path":"//","value":2}]"#, result: #"{"":{"":2}}"#
        ),
        Case(
            name: "a label with a slash", document: #"{"metadata":{"labels":{"souk.dev/a~b":"1"}}}"#,
            patch: #"[{"op":"remove","path":"/metadata/labels/souk.dev~1a~0b"}]"#, result: #"{"metadata":{"labels":{}}}"#),
        Case(
            name: "copy, which stays apart", document: #"{"a":{"b":1}}"#,
            patch: #"[{"op":"copy","from":"/a","path":"/c"},{"op":"replace","path":"/c/b","value":2}]"#,
            result: #"{"a":{"b":1},"c":{"b":2}}"#),
        Case(
            name: "numbers are equal by value", document: #"{"a":[1,{"b":2.0}]}"#,
            patch: #"[{"op":"test","path":"/a","value":[1.0,{"b":2}]}]"#, result: #"{"a":[1,{"b":2.0}]}"#),
        Case(
            name: "move onto itself", document: #"{"a":1}"#, patch: #"[{"op":"move","from":"/a","path":"/a"}]"#, result: #"{"a":1}"#),
        Case(
            name: "remove null", document: #"{"a":null}"#, patch: #"[{"op":"remove","path":"/a"}]"#, result: "{}"),
    ]

    @Test("applies", arguments: cases)
    func applies(_ test: Case) throws {
        let patched = try JSONPatch(json(test.patch)).applied(to: json(test.document))
        #expect(patched == (try json(test.result)))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let patch: String
        let code: Int
        let message: String

        var testDescription: String { patch }
    }

    /// Each on `{"a":{"b":1},"l":[0,1]}`.
    static let refusals = [
        Refusal(patch: #"{"op":"add"}"#, code: 400, message: "a JSON patch is an array of operations, not object"),
        Refusal(patch: #"[1]"#, code: 400, message: "operation 0: it is no object"),
        Refusal(
            patch: #"[{"op":"test","path":"/a/b","value":1},{"op":"spam","path":"/a"}]"#, code: 400,
            message: "operation 1: Unexpected kind: spam"),
        Refusal(patch: #"[{"path":"/a"}]"#, code: 400, message: #"it has no "op""#),
        Refusal(patch: #"[{"op":"add","path":"/a"}]"#, code: 400, message: #"it has no "value""#),
        Refusal(patch: #"[{"op":"remove"}]"#, code: 400, message: #"it has no "path""#),
        Refusal(patch: #"[{"op":"copy","path":"/a"}]"#, code: 400, message: #"it has no "from""#),
        Refusal(patch: #"[{"op":"remove","path":"a"}]"#, code: 400, message: #""path" is no JSON pointer: a"#),
        Refusal(patch: #"[{"op":"remove","path":"/a~2"}]"#, code: 400, message: "is no JSON pointer"),
        Refusal(
            patch: #"[{"op":"test","path":"/a/b","value":"1"}]"#, code: 422, message: "testing value /a/b failed: test failed"),
        Refusal(
            patch: #"[{"op":"remove","path":"/x"}]"#, code: 422,
            message: #"remove operation does not apply: doc is missing key: "/x": Unable to find nonexistent key: x: missing value"#),
        Refusal(
            patch: #"[{"op":"replace","path":"/a/x","value":1}]"#, code: 422,
            message: #"replace operation does not apply: doc is missing key: "/a/x""#),
        Refusal(
            patch: #"[{"op":"add","path":"/x/y","value":1}]"#, code: 422,
            message: #"add operation does not apply: doc is missing path: "/x/y": missing value"#),
        Refusal(patch: #"[{"op":"add","path":"/a/b/c","value":1}]"#, code: 422, message: "doc is missing path"),
        Refusal(patch: #"[{"op":"add","path":"/l/3","value":1}]"#, code: 422, message: "Unable to access invalid index: 3"),
        Refusal(patch: #"[{"op":"remove","path":"/l/-"}]"#, code: 422, message: "Unable to access invalid index: -"),
        Refusal(patch: #"[{"op":"remove","path":"/l/01"}]"#, code: 422, message: "Unable to access invalid index: 01"),
        Refusal(patch: #"[{"op":"remove","path":"/l/-1"}]"#, code: 422, message: "Unable to access invalid index: -1"),
        Refusal(patch: #"[{"op":"remove","path":"/l/1e0"}]"#, code: 422, message: "Unable to access invalid index: 1e0"),
        Refusal(patch: #"[{"op":"move","from":"/a","path":"/a/b"}]"#, code: 422, message: "/a cannot move into itself, to /a/b"),
    ]

    @Test("names what it refuses", arguments: refusals)
    func refuses(_ test: Refusal) throws {
        let patch = try json(test.patch)
        let error = try refusal {
            try JSONPatch(patch).applied(to: ["a": ["b": 1], "l": [0, 1]])
        }
        #expect(error.code == test.code)
        #expect(error.message.contains(test.message), "\(error.message)")
    }

    @Test("a document cannot be blown up by copies of itself")
    func refusesGrowth() throws {
        let doubling: JSON = ["op": "copy", "from": "/a", "path": "/a/-"]
        let error = try refusal {
            try JSONPatch(.array(Array(repeating: doubling, count: 200))).applied(to: ["a": ["text"]])
        }
        #expect(error.message.contains("the accumulated size increase of copy"), "\(error.message)")
    }

    @Test("a document cannot be nested deeper than one can be read")
    func refusesDepth() throws {
        let deep = (0..<200).reduce(JSON.integer(1)) { inner, _ in ["a": inner] }
        let path = String(repeating: "/a", count: 100) + "/b"
        let error = try refusal {
            try JSONPatch([["op": "copy", "from": "", "path": .string(path)]]).applied(to: deep)
        }
        #expect(error.message.contains("nested deeper than 256"))
    }

    @Test("ten thousand operations are taken, one more is not")
    func limitsOperations() throws {
        let operation: JSON = ["op": "test", "path": "", "value": 1]
        #expect(try JSONPatch(.array(Array(repeating: operation, count: 10_000))).applied(to: 1) == 1)
        let error = try refusal { try JSONPatch(.array(Array(repeating: operation, count: 10_001))) }
        #expect(error.code == 413)
    }
}
