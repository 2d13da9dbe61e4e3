import KubeModel
import Testing

@Suite("Counts or percentages")
struct IntOrPercentTests {
    @Test(
        "a percentage is scaled",
        arguments: [
            ("25%", 10, true, 3), ("25%", 10, false, 2), ("25%", 4, true, 1), ("25%", 3, true, 1), ("25%", 3, false, 0),
            ("0%", 10, true, 0),
            ("100%", 7, false, 7), ("150%", 3, true, 5), ("150%", 3, false, 4), ("1%", 0, true, 0), ("34%", 100, true, 34),
        ])
    func scales(_ text: String, _ total: Int, _ roundingUp: Bool, _ result: Int) throws {
        let value = try #require(IntOrPercent(JSON.string(text)))
        #expect(value.scaled(of: total, roundingUp: roundingUp) == result)
        #expect(value.json == .string(text))
        #expect("\(value)" == text)
    }

    @Test("a count is what it is")
    func counts() {
        #expect(IntOrPercent(JSON.integer(3))?.scaled(of: 100, roundingUp: true) == 3)
        #expect(IntOrPercent(JSON.integer(3))?.json == 3)
    }

    @Test("refuses anything else", arguments: ["", "%", "5", "5 %", "-5%", "1.5%", "5%%"])
    func refuses(_ text: String) {
        #expect(IntOrPercent(JSON.string(text)) == nil)
    }

    @Test("refuses other types", arguments: [.null, .bool(true), .number(1.5), .array([]), .object([:])] as [JSON])
    func refusesTypes(_ json: JSON) {
        #expect(IntOrPercent(json) == nil)
    }
}
