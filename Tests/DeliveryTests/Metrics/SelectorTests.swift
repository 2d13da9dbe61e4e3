import Testing

import Delivery

@Suite("Selectors")
struct SelectorTests {
    /// A selector, labels that it finds, and labels that it does not.
    private static let sound: [(String, finds: [[String: String]], not: [[String: String]])] = [
        ("a", [["__name__": "a"], ["__name__": "a", "x": "1"]], [["__name__": "b"], ["__name__": "aa"], [:]]),
        ("a:b_C9", [["__name__": "a:b_C9"]], [["__name__": "a:b_C"]]),
        ("a{}", [["__name__": "a"]], [["__name__": "b"]]),
        (" a { x = \"1\" , } ", [["__name__": "a", "x": "1"]], [["__name__": "a", "x": "2"], ["__name__": "a"]]),
        ("a{x=\"1\",y!=\"2\"}", [["__name__": "a", "x": "1"]], [["__name__": "a", "x": "1", "y": "2"]]),
        ("{__name__=\"a:x\"}", [["__name__": "a:x"]], [["__name__": "a"]]),
        ("{__name__=~\"a_.*\",x=\"\"}", [["__name__": "a_b"]], [["__name__": "a_b", "x": "1"], ["__name__": "a"]]),
        ("{x='1'}", [["x": "1"]], [["x": "2"], [:]]),
        // A label that is not there is empty.
        ("a{x=\"\"}", [["__name__": "a"], ["__name__": "a", "x": ""]], [["__name__": "a", "x": "1"]]),
        ("a{x!=\"\"}", [["__name__": "a", "x": "1"]], [["__name__": "a"]]),
        ("a{x=~\"|1\"}", [["__name__": "a"], ["__name__": "a", "x": "1"]], [["__name__": "a", "x": "2"]]),
        // Anchored at both ends, with alternatives too, and `.` is every character.
        (
            "a{x=~\"5..|0\"}", [["__name__": "a", "x": "503"], ["__name__": "a", "x": "0"]],
            [["__name__": "a", "x": "5030"], ["__name__": "a", "x": "10"]]
        ),
        (
            "a{x=~\"b|c\"}", [["__name__": "a", "x": "b"], ["__name__": "a", "x": "c"]],
            [["__name__": "a", "x": "bc"], ["__name__": "a", "x": "b|c"]]
        ),
        ("a{x=~\"b.*\"}", [["__name__": "a", "x": "b\nc"]], [["__name__": "a", "x": "ab"], ["__name__": "a", "x": "\nb"]]),
        ("a{x=~\"b$\"}", [["__name__": "a", "x": "b"]], [["__name__": "a", "x": "b\n"]]),
        ("a{x!~\"b+\"}", [["__name__": "a", "x": "c"], ["__name__": "a"]], [["__name__": "a", "x": "bb"]]),
        ("a{x=~\"(?i)B\"}", [["__name__": "a", "x": "b"]], [["__name__": "a", "x": "c"]]),
        ("a{x=~\"(?P<n>b)c\"}", [["__name__": "a", "x": "bc"]], [["__name__": "a", "x": "b"]]),
        ("a{x=~\"[(?=+]+\"}", [["__name__": "a", "x": "(?=+"]], [["__name__": "a", "x": "b"]]),
        ("a{x=~\"\\\\.\\\\+\"}", [["__name__": "a", "x": ".+"]], [["__name__": "a", "x": "b+"]]),
        // The escapes of Go.
        (
            #"a{x="\"\\\n\t\a\b\f\r\v\x41\101\u00e9\U0001F600"}"#,
            [["__name__": "a", "x": "\"\\\n\t\u{7}\u{8}\u{c}\r\u{b}AA\u{e9}\u{1F600}"]], []
        ),
        (#"a{x='\''}"#, [["__name__": "a", "x": "'"]], []),
        (#"a{x="\xe2\x82\xac"}"#, [["__name__": "a", "x": "\u{20ac}"]], []),
        ("a{x=`\\n\"\n`}", [["__name__": "a", "x": "\\n\"\n"]], [["__name__": "a", "x": "\n\"\n"]]),
        ("a{x=\"}{,=\"}", [["__name__": "a", "x": "}{,="]], [["__name__": "a", "x": ""]]),
        ("a{x=\"1\",x=~\"1|2\"}", [["__name__": "a", "x": "1"]], [["__name__": "a", "x": "2"]]),
    ]

    @Test func findWhatPrometheusFinds() throws {
        for (text, finds, not) in Self.sound {
            let selector = try SeriesSelector(parsing: text)
            for labels in finds { #expect(try selector.finds(labels), "\(text) finds \(labels)") }
            for labels in not { #expect(try !selector.finds(labels), "\(text) does not find \(labels)") }
        }
    }

    /// What is no selector, where, and a piece of what is said about it.
    private static let faulty: [(String, Int, String)] = [
        ("", 1, "missing"),
        ("   ", 4, "missing"),
        ("9a", 1, "begins with a name or with {, not with `9`"),
        ("a b", 3, "`b` after a selector"),
        ("a offset 5m", 3, "`offset` after a selector"),
        ("a{x=\"1\"} or b", 10, "`or` after a selector"),
        ("sum(a)", 4, "an expression"),
        ("a[5m]", 2, "a range"),
        ("a{x=\"1\"}[5m]", 9, "a range"),
        ("a @ 5", 3, "a time"),
        ("a + b", 3, "nothing may follow on a selector, found `+`"),
        ("a}", 2, "nothing may follow"),
        ("{}", 1, "every condition is met by an empty label"),
        ("{x=\"\"}", 1, "every condition"),
        ("{x=~\".*\"}", 1, "every condition"),
        ("{x!=\"1\"}", 1, "every condition"),
        ("a{", 3, "the name of a label, found the end"),
        ("a{,}", 3, "the name of a label, found `,`"),
        ("a{x}", 4, "expected =, !=, =~ or !~, found `}`"),
        ("a{x:y=\"1\"}", 4, "expected =, !=, =~ or !~, found `:`"),
        ("a{9x=\"1\"}", 3, "the name of a label"),
        ("a{\"b\"}", 3, "the name of a label"),
        ("a{x>\"1\"}", 4, "expected ="),
        ("a{x=1}", 5, "a string in quotes, found `1`"),
        ("a{x==\"1\"}", 5, "a string in quotes, found `=`"),
        ("a{x=\"1\" y=\"2\"}", 9, ", or }"),
        ("a{x=\"1\"", 8, ", or } after a condition, found the end"),
        ("a{x=\"1", 5, "not closed"),
        ("a{x=\"1'}", 5, "not closed"),
        ("a{x=\"1\n\"}", 7, "before the end of its line"),
        ("a{x=\"\\", 6, "not closed"),
        ("a{x=\"\\'\"}", 6, "no escape"),
        ("a{x=\"\\q\"}", 6, "no escape"),
        ("a{x=\"\\x4\"}", 6, "2 digits"),
        ("a{x=\"\\400\"}", 6, "above 255"),
        ("a{x=\"\\18\"}", 6, "3 digits"),
        ("a{x=\"\\ud800\"}", 6, "no character"),
        ("a{x=\"\\xff\"}", 5, "no UTF-8"),
        ("a{__name__=\"b\"}", 3, "twice"),
        ("a{x=~\"[\"}", 6, "no regular expression"),
        ("a{x=~\"b)|(c\"}", 6, "no regular expression"),
        ("a{x=~\"b\\\\\"}", 6, "ends in a backslash"),
        ("a{x=~\"b(?=c)\"}", 6, "(?= are not supported"),
        ("a{x=~\"(?<!c)b\"}", 6, "are not supported"),
        ("a{x=~\"(?>b)\"}", 6, "are not supported"),
        ("a{x=~\"(?x)b\"}", 6, "are not supported"),
        ("a{x=~\"(b)\\\\1\"}", 6, "back references"),
        ("a{x=~\"b++\"}", 6, "possessive"),
        ("a{x=~\"\\\\Qb\"}", 6, "\\Q"),
    ]

    @Test func sayWhatIsWrongAndWhere() {
        for (text, position, message) in Self.faulty {
            do throws(SelectorFault) {
                _ = try SeriesSelector(parsing: text)
                Issue.record("\(text) was taken")
            } catch {
                #expect(error.position == position && error.message.contains(message), "\(text): \(error)")
            }
        }
    }

    @Test func haveLimits() throws {
        let conditions = { (count: Int) in "a{" + (0..<count).map { "x\($0)=\"\"" }.joined(separator: ",") + "}" }
        #expect(throws: SelectorFault.self) { try SeriesSelector(parsing: conditions(SeriesSelector.matcherLimit + 1)) }
        #expect(try SeriesSelector(parsing: conditions(SeriesSelector.matcherLimit)).finds(["__name__": "a"]))
        let long = { (count: Int) in "a{x=\"\(String(repeating: "y", count: count))\"}" }
        #expect(throws: SelectorFault.self) { try SeriesSelector(parsing: long(SeriesSelector.lengthLimit)) }
        #expect(throws: Never.self) { try SeriesSelector(parsing: long(SeriesSelector.lengthLimit - 7)) }
        let expression = { (count: Int) in "a{x=~\"\(String(repeating: ".", count: count))\"}" }
        #expect(throws: SelectorFault.self) { try SeriesSelector(parsing: expression(AnchoredPattern.lengthLimit + 1)) }
        #expect(throws: Never.self) { try SeriesSelector(parsing: expression(AnchoredPattern.lengthLimit)) }
    }

    @Test func giveUpAnExpressionThatWouldNeverEnd() throws {
        let selector = try SeriesSelector(parsing: "a{x=~\"(b+)+\"}")
        #expect(try selector.finds(["__name__": "a", "x": String(repeating: "b", count: 40)]))
        let failure = #expect(throws: MetricSourceFailure.self) {
            try selector.finds(["__name__": "a", "x": String(repeating: "b", count: 60) + "c"])
        }
        #expect(failure?.message.contains("takes too long") == true)
    }

    @Test func quotedTextComesBack() throws {
        for text in ["", "plain", "with \"quotes\"", "back\\slash", "two\nlines", "\u{20ac}"] {
            let selector = try SeriesSelector(parsing: "a{x=\(SeriesSelector.quoted(text))}")
            #expect(selector.matchers.last?.value == text)
        }
    }
}
