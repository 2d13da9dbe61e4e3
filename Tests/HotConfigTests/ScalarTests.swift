import HotConfig
import Testing

@Suite("How values are read from text")
struct ScalarTests {
    private struct Probe: HotConfigurable {
        static let service = "probe"
        var duration: Duration
        var integer: Int
        var boolean: Bool
        var text: String
        var list: [String]

        init(_ fields: inout ConfigFields) {
            duration = fields.duration("duration", default: .zero, in: .zero ... .seconds(1_000_000_000_000), "A duration.")
            integer = fields.integer("integer", default: 0, in: Int.min...Int.max, "A whole number.")
            boolean = fields.boolean("boolean", default: false, "Yes or no.")
            text = fields.string("text", default: "", "A text.")
            list = fields.list("list", default: [], "A list.")
        }
    }

    private func read(_ key: String, _ text: String) throws -> Probe {
        try HotConfig<Probe>.fixed([key: text]).current.value
    }

    private func fault(_ key: String, _ text: String) -> ConfigFault? {
        let faults = #expect(throws: ConfigFaults.self) { try HotConfig<Probe>.fixed([key: text]) }
        #expect(faults?.faults.count == 1)
        return faults?.faults.first
    }

    @Test(arguments: [
        ("30s", Duration.seconds(30)), ("250ms", .milliseconds(250)), ("5m", .seconds(300)), ("1h", .seconds(3_600)),
        ("1m30s", .seconds(90)), ("1h2m3s4ms", .milliseconds(3_723_004)), ("0s", .zero), ("90m", .seconds(5_400)),
        ("1000000000000s", .seconds(1_000_000_000_000)),
    ])
    func readsDurations(text: String, expected: Duration) throws {
        #expect(try read("duration", text).duration == expected)
    }

    @Test(arguments: [
        "", "30", "s", "30 s", " 30s", "30s ", "1.5s", "-1s", "+1s", "1s1s", "1s1m", "30S", "1d", "1us", "٣s", "1h30", "1h 30m",
        "99999999999999999999s", "9223372036854775807h", "9223372036854775807ms1", "1e3s", "0x1s", "30s\n",
    ])
    func refusesDurations(text: String) {
        let fault = fault("duration", text)
        #expect(fault?.reason.contains("30s") == true)
        #expect(fault?.value == text)
    }

    @Test(arguments: [("0", 0), ("100", 100), ("-5", -5), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min)])
    func readsIntegers(text: String, expected: Int) throws {
        #expect(try read("integer", text).integer == expected)
    }

    @Test(arguments: ["", "1.0", "1e3", "+1", "007", "-0", "0x10", "1_000", "1,000", " 1", "1 ", "٣", "9223372036854775808", "ten"])
    func refusesIntegers(text: String) {
        #expect(fault("integer", text)?.reason.contains("whole number") == true)
    }

    @Test func readsBooleans() throws {
        #expect(try read("boolean", "true").boolean)
        #expect(try !read("boolean", "false").boolean)
    }

    @Test(arguments: ["", "yes", "no", "on", "off", "True", "TRUE", "1", "0", " true", "y"])
    func refusesBooleans(text: String) {
        #expect(fault("boolean", text)?.reason == "must be exactly true or false")
    }

    @Test func readsTexts() throws {
        #expect(try read("text", "").text.isEmpty)
        #expect(try read("text", "two\nlines\tand ünïcödé 🧿").text == "two\nlines\tand ünïcödé 🧿")
    }

    @Test(arguments: ["\u{0}", "a\u{7}b", "\u{1B}[31m", "\u{9F}"])
    func refusesControlCharacters(text: String) {
        #expect(fault("text", text)?.reason.contains("control characters") == true)
        #expect(fault("list", text)?.reason.contains("control characters") == true)
    }

    @Test(arguments: [
        ("", [String]()), ("US", ["US"]), ("US,DE", ["US", "DE"]), (" US , DE ,, ", ["US", "DE"]), ("US\nDE\n", ["US", "DE"]),
        ("New Zealand,DE", ["New Zealand", "DE"]),
    ])
    func readsListsFromText(text: String, expected: [String]) throws {
        #expect(try read("list", text).list == expected)
    }
}
