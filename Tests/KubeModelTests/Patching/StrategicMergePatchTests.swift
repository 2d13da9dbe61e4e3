import KubeModel
import Testing

@Suite("Strategic merge patch")
struct StrategicMergePatchTests {
    /// Lists of every kind that Kubernetes tells apart.
    static let schema: Schema = .object {
        Field("name", "value", "other", as: .any)
        Field("map", as: .stringMap)
        Field("whole", as: .stringMap).patched(by: .replace)
        Field("items", as: .list(of: .recursive { schema }, by: "name"))
        Field("numbers", as: .list(of: .int64)).patched(by: .merge)
        Field("fixed", as: .list(of: .int64))
        Field("blocks", as: .list(of: .any))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let original: String
        let patch: String
        let result: String

        init(_ name: String, _ original: String, _ patch: String, _ result: String) {
            self.name = name
            self.original = original
            self.patch = patch
            self.result = result
        }

        var testDescription: String { name }
    }

    static let objects = [
        Case("add and change members", #"{"name":"a"}"#, #"{"value":1,"name":"b"}"#, #"{"name":"b","value":1}"#),
        Case("null removes", #"{"name":"a","value":1}"#, #"{"value":null,"other":null}"#, #"{"name":"a"}"#),
        Case("objects merge", #"{"map":{"a":"1","b":"2"}}"#, #"{"map":{"b":null,"c":"3"}}"#, #"{"map":{"a":"1","c":"3"}}"#),
        Case("an empty object changes nothing", #"{"map":{"a":"1"}}"#, #"{"map":{}}"#, #"{"map":{"a":"1"}}"#),
        Case("a strategy replaces the object", #"{"whole":{"a":"1"}}"#, #"{"whole":{"b":"2"}}"#, #"{"whole":{"b":"2"}}"#),
        Case("a directive empties the object", #"{"map":{"a":"1"}}"#, #"{"map":{"$patch":"delete"}}"#, #"{"map":{}}"#),
        Case(
            "a directive replaces the object", #"{"map":{"a":"1"},"name":1}"#, #"{"map":{"$patch":"replace","b":"2"}}"#,
            #"{"map":{"b":"2"},"name":1}"#),
        Case("a directive replaces everything", #"{"name":1,"value":1}"#, #"{"$patch":"replace","other":"a"}"#, #"{"other":"a"}"#),
        Case("a directive merges", #"{"map":{"a":"1"}}"#, #"{"map":{"$patch":"merge","b":"2"}}"#, #"{"map":{"a":"1","b":"2"}}"#),
        Case(
            "types replace each other", #"{"value":[1],"other":{"a":1}}"#, #"{"value":{"a":1},"other":[2]}"#,
            #"{"value":{"a":1},"other":[2]}"#),
        Case("new objects hold no nulls", #"{}"#, #"{"map":{"a":null,"b":"1"}}"#, #"{"map":{"b":"1"}}"#),
        Case("retained keys", #"{"map":{"a":"1","b":"2"}}"#, #"{"map":{"$retainKeys":["b","c"],"c":"3"}}"#, #"{"map":{"b":"2","c":"3"}}"#),
        Case("retained keys of a new object", #"{}"#, #"{"map":{"$retainKeys":["c"],"c":"3"}}"#, #"{"map":{"c":"3"}}"#),
    ]

    static let keyed = [
        Case(
            "elements merge by their key", #"{"items":[{"name":1},{"name":2,"value":"b"}]}"#, #"{"items":[{"name":2,"other":"x"}]}"#,
            #"{"items":[{"name":1},{"name":2,"value":"b","other":"x"}]}"#),
        Case(
            "null removes a member of an element", #"{"items":[{"name":1},{"name":2,"value":"b"}]}"#,
            #"{"items":[{"name":2,"value":null}]}"#, #"{"items":[{"name":1},{"name":2}]}"#),
        Case(
            "a new element comes first", #"{"items":[{"name":1},{"name":2}]}"#, #"{"items":[{"name":3,"value":null}]}"#,
            #"{"items":[{"name":3},{"name":1},{"name":2}]}"#),
        Case(
            "the order is the patch's", #"{"items":[{"name":1},{"name":2,"value":"b"},{"name":3}]}"#,
            #"{"items":[{"name":3,"value":"c"},{"name":1,"value":"a"},{"name":2,"other":"x"}]}"#,
            #"{"items":[{"name":3,"value":"c"},{"name":1,"value":"a"},{"name":2,"value":"b","other":"x"}]}"#),
        Case(
            "what is only live keeps its place", #"{"items":[{"name":1},{"name":2},{"name":3}]}"#,
            #"{"items":[{"name":3,"value":"c"},{"name":1,"value":"a"}]}"#,
            #"{"items":[{"name":2},{"name":3,"value":"c"},{"name":1,"value":"a"}]}"#),
        Case(
            "a directive deletes elements, doubles too", #"{"items":[{"name":1},{"name":1},{"name":2,"value":"a"},{"name":3}]}"#,
            #"{"items":[{"$patch":"delete","name":1},{"$patch":"delete","name":3}]}"#, #"{"items":[{"name":2,"value":"a"}]}"#),
        Case(
            "a directive replaces the list", #"{"items":[{"name":1},{"name":2}]}"#, #"{"items":[{"name":3},{"$patch":"replace"}]}"#,
            #"{"items":[{"name":3}]}"#),
        Case("a directive empties the list", #"{"items":[{"name":1},{"name":2}]}"#, #"{"items":[{"$patch":"replace"}]}"#, #"{"items":[]}"#),
        Case(
            "a list within a list", #"{"items":[{"name":1,"items":[{"name":"x","value":1},{"name":"y"}]}]}"#,
            #"{"items":[{"name":1,"items":[{"name":"x","other":2},{"$patch":"delete","name":"y"}]}]}"#,
            #"{"items":[{"name":1,"items":[{"name":"x","value":1,"other":2}]}]}"#),
        Case(
            "a directive empties an element's map", #"{"items":[{"name":1,"map":{"a":"1"}}]}"#,
            #"{"items":[{"name":1,"map":{"$patch":"replace","b":"2"}}]}"#, #"{"items":[{"name":1,"map":{"b":"2"}}]}"#),
        Case("directives make no elements", #"{}"#, #"{"items":[{"$patch":"delete","name":1},{"name":2}]}"#, #"{"items":[{"name":2}]}"#),
        Case(
            "retained keys of an element", #"{"items":[{"name":1,"value":"a","other":"b"}]}"#,
            #"{"items":[{"$retainKeys":["name","other"],"name":1}]}"#, #"{"items":[{"name":1,"other":"b"}]}"#),
    ]

    static let plain = [
        Case("values merge, each once", #"{"numbers":[1,2]}"#, #"{"numbers":[2,3]}"#, #"{"numbers":[1,2,3]}"#),
        Case("values in the patch's order", #"{"numbers":[1,2,3]}"#, #"{"numbers":[3,1,2]}"#, #"{"numbers":[3,1,2]}"#),
        Case("values that are only live keep their place", #"{"numbers":[1,2,3]}"#, #"{"numbers":[3,1]}"#, #"{"numbers":[2,3,1]}"#),
        Case("other lists are replaced", #"{"fixed":[1,2]}"#, #"{"fixed":[2,3]}"#, #"{"fixed":[2,3]}"#),
        Case("and so are lists of objects without a key", #"{"blocks":[{"a":1}]}"#, #"{"blocks":[{"b":1}]}"#, #"{"blocks":[{"b":1}]}"#),
        Case("empty lists", #"{"numbers":[]}"#, #"{"numbers":[]}"#, #"{"numbers":[]}"#),
        Case("values are deleted", #"{"numbers":[1,2,3]}"#, #"{"$deleteFromPrimitiveList/numbers":[2,4]}"#, #"{"numbers":[1,3]}"#),
        Case("from lists of any strategy", #"{"fixed":[1,2,3]}"#, #"{"$deleteFromPrimitiveList/fixed":[2]}"#, #"{"fixed":[1,3]}"#),
        Case("but from nothing", #"{"name":1}"#, #"{"$deleteFromPrimitiveList/numbers":[2]}"#, #"{"name":1}"#),
        Case(
            "deleted and added", #"{"numbers":[1,2]}"#, #"{"numbers":[3],"$deleteFromPrimitiveList/numbers":[1]}"#,
            #"{"numbers":[3,2]}"#),
    ]

    static let ordered = [
        Case(
            "order, with an element that is nowhere", #"{"items":[{"name":1},{"name":3}]}"#,
            #"{"$setElementOrder/items":[{"name":3},{"name":2},{"name":1}],"items":[{"name":3,"value":3},{"name":1,"value":1}]}"#,
            #"{"items":[{"name":3,"value":3},{"name":1,"value":1}]}"#),
        Case(
            "order of values without a change", #"{"numbers":[1,3]}"#, #"{"$setElementOrder/numbers":[3,2,1]}"#, #"{"numbers":[3,1]}"#),
        Case(
            "a new element at its place", #"{"items":[{"name":"a"},{"name":"c"}]}"#,
            #"{"$setElementOrder/items":[{"name":"a"},{"name":"b"},{"name":"c"}],"items":[{"name":"b"}]}"#,
            #"{"items":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#),
        Case(
            "what the order does not name keeps its place", #"{"items":[{"name":"sidecar"},{"name":"a"},{"name":"b"}]}"#,
            #"{"$setElementOrder/items":[{"name":"b"},{"name":"a"}],"items":[{"name":"b","value":1}]}"#,
            #"{"items":[{"name":"sidecar"},{"name":"b","value":1},{"name":"a"}]}"#),
        Case(
            "deleted elements are no part of the order", #"{"items":[{"name":"a"},{"name":"b"}]}"#,
            #"{"$setElementOrder/items":[{"name":"b"}],"items":[{"$patch":"delete","name":"a"}]}"#, #"{"items":[{"name":"b"}]}"#),
        Case(
            "order of a new list", #"{}"#, #"{"$setElementOrder/items":[{"name":"a"}],"items":[{"name":"a","value":null}]}"#,
            #"{"items":[{"name":"a"}]}"#),
        Case("order of nothing", #"{"name":1}"#, #"{"$setElementOrder/items":[{"name":"a"}]}"#, #"{"name":1}"#),
        Case(
            "order of values, some deleted", #"{"numbers":[1,2,3]}"#,
            #"{"$setElementOrder/numbers":[3,4,1],"$deleteFromPrimitiveList/numbers":[2],"numbers":[4]}"#, #"{"numbers":[3,4,1]}"#),
    ]

    @Test("applies", arguments: objects + keyed + plain + ordered)
    func applies(_ test: Case) throws {
        let patched = try ObjectPatch.strategicMerge(json(test.patch)).applied(to: json(test.original), schema: Self.schema)
        #expect(patched == (try json(test.result)))
    }

    /// Original, patch, code, message.
    static let refusals = [
        (#"{"map":{}}"#, #"{"map":{"$patch":"shred"}}"#, 400, "map: unknown patch type [shred] in map"),
        (#"{"items":[]}"#, #"{"items":[{"$patch":"merge","name":1}]}"#, 400, "items: merging lists cannot yet be specified in the patch"),
        (
            #"{"items":[{"name":1}]}"#, #"{"items":[{"value":1}]}"#, 422,
            #"items: map: {"value":1} does not contain declared merge key: name"#
        ),
        (#"{"items":[{"name":1}]}"#, #"{"items":[{"$patch":"delete"}]}"#, 422, "does not contain declared merge key: name"),
        (#"{"items":[{"name":1}]}"#, #"{"items":[7]}"#, 422, "items: an element of the list is no map: 7"),
        (#"{"numbers":[1]}"#, #"{"numbers":[[2]]}"#, 422, "numbers: lists of lists are not supported"),
        (#"{"map":{}}"#, #"{"map":{"$retainKeys":"a"}}"#, 400, "map: invalid patch format of retainKeys"),
        (#"{"map":{}}"#, #"{"map":{"$retainKeys":["a"],"b":"1"}}"#, 400, "map: invalid patch format of retainKeys"),
        (#"{"numbers":[1]}"#, #"{"$deleteFromPrimitiveList/numbers":1}"#, 400, "numbers: invalid patch format of primitive list"),
        (#"{"numbers":[1]}"#, #"{"$setElementOrder/numbers":1}"#, 400, "numbers: invalid patch format of setElementOrder list"),
        (#"{"items":[]}"#, #"{"$setElementOrder/items":[{"value":1}]}"#, 422, "does not contain declared merge key: name"),
        (
            #"{"items":[{"name":1},{"name":3},{"name":2}]}"#,
            #"{"$setElementOrder/items":[{"name":1},{"name":2},{"name":3}],"items":[{"name":3,"value":3},{"name":1,"value":1}]}"#, 422,
            "doesn't match $setElementOrder list"
        ),
        (#"{"numbers":[1,3,2]}"#, #"{"$setElementOrder/numbers":[1,2,3],"numbers":[3,1]}"#, 422, "doesn't match $setElementOrder list"),
    ]

    @Test("names what it refuses, and where", arguments: refusals)
    func refuses(_ original: String, _ patch: String, _ code: Int, _ message: String) throws {
        let original = try json(original)
        let patch = try ObjectPatch.strategicMerge(json(patch))
        let error = try refusal { try patch.applied(to: original, schema: Self.schema) }
        #expect(error.code == code)
        #expect(error.message.contains(message), "\(error.message)")
    }
}
