import KubeModel
import Testing

@Suite("Label selectors")
struct LabelSelectorTests {
    @Test("reads the text of queries, and writes it again")
    func text() throws {
        let selector = try LabelSelector(parsing: " a=b, c==d,e!=f , g in (h, i),j notin (k,l),souk.dev/m,!n,o= ")
        #expect(
            selector.requirements == [
                .isIn("a", ["b"]), .isIn("c", ["d"]), .notIn("e", ["f"]), .isIn("g", ["h", "i"]), .notIn("j", ["k", "l"]),
                .exists("souk.dev/m"), .absent("n"), .isIn("o", [""]),
            ])
        #expect(selector.text == "a=b,c=d,e!=f,g in (h,i),j notin (k,l),souk.dev/m,!n,o=")
        #expect(try LabelSelector(parsing: selector.text) == selector)
        #expect(try LabelSelector(parsing: "  ") == .everything)
    }

    /// On `app=web,tier=front`.
    @Test(
        "matches",
        arguments: [
            ("app", true), ("!app", false), ("none", false), ("!none", true), ("app=web", true), ("app=db", false), ("app!=web", false),
            ("none!=x", true), ("none notin (x)", true), ("app in (db,web)", true), ("app notin (db,web)", false),
            ("app=web,tier=back", false),
            ("none=", false),
        ])
    func matches(_ text: String, _ result: Bool) throws {
        #expect(try LabelSelector(parsing: text).matches(["app": "web", "tier": "front"]) == result)
    }

    @Test(
        "names what is wrong",
        arguments: [
            ("a,", "a requirement is missing between commas"), (",a", "a requirement is missing"), ("a in b", "is no label key"),
            ("a in ()", "values set can't be empty"), ("a in (b", "')' is missing"), ("a of (b)", "found 'a of' before '('"),
            ("(b)", "found '' before '('"),
            ("a>1", "'>' is no operator"), ("a===b", "'===' is no operator"), ("=b", "is no label key"), ("a=b c", "is no label value"),
            ("-a=b", "is no label key"), ("A/B/c=d", "is no label key"), ("a=b=c", "is no label value"), ("!", "is no label key"),
        ])
    func refuses(_ text: String, _ reason: String) {
        let fault = #expect(throws: SelectorFault.self) { try LabelSelector(parsing: text) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
        #expect(fault?.reason.hasPrefix("unable to parse selector \"\(text)\"") == true)
        #expect(fault?.status.code == 400)
    }

    @Test("reads objects")
    func objects() throws {
        let selector = try LabelSelector(
            json(
                """
                {"matchLabels":{"b":"2","a":"1"},"matchExpressions":[{"key":"c","operator":"In","values":["x","y"]},
                {"key":"d","operator":"NotIn","values":["z"]},{"key":"e","operator":"Exists"},{"key":"f","operator":"DoesNotExist","values":[]}]}
                """))
        #expect(selector.text == "a=1,b=2,c in (x,y),d!=z,e,!f")
        #expect(try LabelSelector(selector.json) == selector)
    }

    @Test("empty selects everything, null nothing, and a plain map is labels")
    func edges() throws {
        #expect(try LabelSelector(JSON.object([:])).matches([:]))
        #expect(try LabelSelector(["matchLabels": [:]]).matches(["a": "b"]))
        #expect(try !LabelSelector(JSON.null).matches(["a": "b"]))
        #expect(try !LabelSelector(JSON.null).matches(["": ""]))
        #expect(try LabelSelector(["app": "web"]).requirements == [.isIn("app", ["web"])])
        #expect(try LabelSelector(["matchLabels": "a"]).requirements == [.isIn("matchLabels", ["a"])])
    }

    @Test(
        "names what is wrong in objects",
        arguments: [
            (#"{"matchLabels":[]}"#, "matchLabels: must be an object, not array"),
            (#"{"app":1}"#, "selector.app: must be a string, not integer"),
            (#""a=b""#, "selector: must be an object, not string"),
            (#"{"matchExpressions":{}}"#, "matchExpressions: must be an array, not object"),
            (
                #"{"matchExpressions":[{"key":"a","operator":"in","values":["b"]}]}"#,
                #"matchExpressions[0].operator: not a valid selector operator: "in""#
            ),
            (#"{"matchExpressions":[{"key":"a","operator":"In"}]}"#, "matchExpressions[0].values: must be specified"),
            (#"{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]}"#, "matchExpressions[0].values: may not be specified"),
            (#"{"matchExpressions":[{"key":"a","operator":"In","values":[1]}]}"#, "matchExpressions[0].values: must be strings"),
            (#"{"matchExpressions":[{"operator":"Exists"}]}"#, "matchExpressions[0].key"),
            (#"{"matchLabels":{"a":"b c"}}"#, "is no label value"),
        ])
    func refusesObjects(_ text: String, _ reason: String) throws {
        let selector = try json(text)
        let fault = #expect(throws: SelectorFault.self) { try LabelSelector(selector) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
    }
}
