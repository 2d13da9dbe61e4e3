import TestKit
import Testing

import Delivery

@Suite("Reading expositions")
struct ExpositionReaderTests {
    private func read(_ text: String, _ selectors: String...) throws -> [[MetricSeries]] {
        try ExpositionReader.read(Array(text.utf8), try selectors.map { ExpositionQuery(try SeriesSelector(parsing: $0)) })
    }

    private func series(_ value: Double, _ labels: [String: String], name: String = "a") -> MetricSeries {
        MetricSeries(labels: labels.merging(["__name__": name]) { $1 }, value: value)
    }

    /// A line, and the labels and the value in it.
    private static let lines: [(String, [String: String], Double)] = [
        ("a 1", [:], 1),
        ("a\t1", [:], 1),
        ("  a  {  }  1  ", [:], 1),
        ("a{x=\"1\"} 2", ["x": "1"], 2),
        ("a{x=\"1\",} 2", ["x": "1"], 2),
        ("a{ x = \"1\" , y = \"2\" } 3", ["x": "1", "y": "2"], 3),
        ("a{x=\"1\"}2", ["x": "1"], 2),
        ("a 1 1700000000000", [:], 1),
        ("a 1 -5", [:], 1),
        (#"a{x="q\" b\\ n\n}",y=""} 4"#, ["x": "q\" b\\ n\n}", "y": ""], 4),
        (#"a{x="\q\\n"} 4"#, ["x": #"\q\n"#], 4),
        ("a{x=\"\u{20ac}, é\"} 5", ["x": "\u{20ac}, é"], 5),
        ("a{x=\"# {\"} 5", ["x": "# {"], 5),
        ("a +Inf", [:], .infinity),
        ("a -Inf", [:], -.infinity),
        ("a 1.5e+06", [:], 1_500_000),
        ("a -2.25", [:], -2.25),
        ("a 123456789012345", [:], 123_456_789_012_345),
        ("a 12345678901234567890", [:], 12_345_678_901_234_567_168),
        ("a 007", [:], 7),
    ]

    @Test func readsEveryFormOfALine() throws {
        for (line, labels, value) in Self.lines {
            #expect(try read("# TYPE a counter\n\nother{x=\"1\"} 9\n\(line)\nother 8\n", "a") == [[series(value, labels)]], "\(line)")
        }
        let nan = try read("a NaN\n", "a")
        #expect(nan[0].count == 1 && nan[0][0].value.isNaN)
    }

    /// What an exposition that can be relied on does not have, and a piece of what is said.
    private static let faulty: [(String, String)] = [
        ("a 12", "middle of a line"),
        ("a 12\nb", "neither"),
        ("other 12", "middle of a line"),
        ("a{x=\"1", "middle of a line"),
        ("# TYPE a counter", "middle of a line"),
        ("a 12 17", "middle of a line"),
        ("<html>\n", "neither"),
        ("{\"a\": 1}\n", "neither"),
        ("9a 1\n", "neither"),
        ("other=1\n", "neither"),
        ("a\n", "neither"),
        ("a \n", "number"),
        ("a x\n", "number"),
        ("a{x=\"1\"}\n", "number"),
        ("a{x=\"1\"\n", "comma"),
        ("a{x=\"1\" y=\"2\"} 1\n", "comma"),
        ("a{x=1} 1\n", "quotes"),
        ("a{x} 1\n", "without a name or a value"),
        ("a{=\"1\"} 1\n", "without a name or a value"),
        ("a{x=\"1\n\"} 1\n", "does not end"),
        ("a 1 soon\n", "time"),
        ("a 1 2 3\n", "more than"),
        ("a 1 # {id=\"5\"} 1\n", "time"),
    ]

    @Test func refusesWhatIsNoExposition() {
        for (text, message) in Self.faulty {
            let failure = #expect(throws: MetricSourceFailure.self, "\(text)") { try read("b 1\n" + text, "a") }
            #expect(failure?.message.contains(message) == true, "\(text): \(failure?.message ?? "")")
            #expect(
                failure?.message.hasPrefix("line 2") == true || text.contains("\n") && failure?.message.hasPrefix("line 3") == true,
                "\(text)")
        }
    }

    @Test func aCutExpositionIsRefusedWhereverItIsCut() throws {
        let text = "# HELP a What.\n# TYPE a counter\na{x=\"1\",y=\"\\\"\"} 1234 17\nother{z=\"1\"} 5\na{x=\"2\"} 56\n"
        let bytes = Array(text.utf8)
        let query = ExpositionQuery(try SeriesSelector(parsing: "a"))
        for length in 1..<bytes.count where bytes[length - 1] != UInt8(ascii: "\n") {
            #expect(throws: MetricSourceFailure.self, "\(length)") { try ExpositionReader.read(Array(bytes.prefix(length)), [query]) }
        }
        #expect(try ExpositionReader.read(bytes, [query])[0].map(\.value) == [1_234, 56])
        #expect(try ExpositionReader.read([], [query]) == [[]])
    }

    @Test func answersEachSelectorForItself() throws {
        let text = """
            # TYPE a counter
            a{x="1",y="p q"} 1
            a{x="2"} 2
            ab{x="1"} 3
            b{x="1"} 4
            b{x="esc\\"aped"} 5

            """
        let found = try read(
            text, "a", "a{x=\"1\"}", "b", "{x=\"1\"}", "{__name__=~\"a.*\",x!=\"2\"}", "a{y=\"\"}", "nothing", "b{x=\"esc\\\"aped\"}",
            "b{x!=\"esc\\\"aped\"}", "a", "{__name__=\"a\",__name__=~\"a|b\"}", "{__name__=\"a\",__name__!~\"a|b\"}")
        #expect(found.map { $0.map(\.value) } == [[1, 2], [1], [4, 5], [1, 3, 4], [1, 3], [2], [], [5], [4], [1, 2], [1, 2], []])
        #expect(found[7] == [series(5, ["x": "esc\"aped"], name: "b")])
    }

    /// Against a selector that is evaluated on the labels themselves.
    @Test func randomExpositionsAreReadAsTheyWereWritten() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        let values = ["", "1", "2", "a\"b", "c\\d", "e\nf", "}", "{,=", "\u{20ac}"]
        let selectors = try [
            "a", "b{x=\"1\"}", "{x!=\"\"}", "a{x=~\"[12]\",y!~\"e.*\"}", "{__name__=~\"a|b\",z=\"c\\\\d\"}", "a{y=\"a\\\"b\"}",
        ].map {
            try SeriesSelector(parsing: $0)
        }
        for _ in 0..<300 {
            var text = ""
            var written: [MetricSeries] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let name = ["a", "b", "ab"].randomElement(using: &random) ?? "a"
                var labels: [String: String] = [:]
                for label in ["x", "y", "z"] where Bool.random(using: &random) { labels[label] = values.randomElement(using: &random) }
                let value = Double(Int.random(in: 0...1_000_000, using: &random))
                let pairs = labels.map { "\($0.key)=\(SeriesSelector.quoted($0.value))" }.joined(separator: ",")
                text += "\(name)\(pairs.isEmpty && Bool.random(using: &random) ? "" : "{\(pairs)}") \(Int(value))\n"
                written.append(series(value, labels, name: name))
            }
            let found = try ExpositionReader.read(Array(text.utf8), selectors.map(ExpositionQuery.init))
            for (selector, found) in zip(selectors, found) {
                #expect(try found == written.filter { try selector.finds($0.labels) }, "seed \(seed)\n\(text)")
            }
        }
    }
}
