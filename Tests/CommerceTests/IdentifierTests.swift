import Commerce
import Foundation
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "the rule for text",
        arguments: [("a", true), ("A-z_9", true), ("", false), ("a b", false), ("a/b", false), ("é", false), ("a\n", false)])
    func rule(text: String, isValid: Bool) {
        #expect((OrderID(text) != nil) == isValid)
    }

    @Test("64 characters fit and 65 do not")
    func length() {
        #expect(OrderID(String(repeating: "x", count: 64)) != nil)
        #expect(OrderID(String(repeating: "x", count: 65)) == nil)
    }

    @Test("random identifiers are UUIDs of version 4 and differ")
    func random() throws {
        let ids = (0..<1_000).map { _ in CartID.random().rawValue }
        #expect(Set(ids).count == 1_000)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil })
    }

    @Test("time-ordered identifiers are UUIDs of version 7, carry their millisecond and differ within it")
    func timeOrdered() throws {
        let instant = Date(timeIntervalSince1970: 1_780_000_000.125)
        let ids = (0..<1_000).map { _ in OrderID.timeOrdered(at: instant).rawValue }
        #expect(Set(ids).count == 1_000)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil })
        let prefix = try #require(ids.first).replacing("-", with: "").prefix(12)
        #expect(Int(prefix, radix: 16) == 1_780_000_000_125)
    }

    @Test("time-ordered identifiers sort by time")
    func sorting() {
        let instants = [0, 0.001, 1, 1_000_000, 1_780_000_000, 1_780_000_000.001, 1_780_000_000.002, 4_000_000_000]
        let ids = instants.map { OrderID.timeOrdered(at: Date(timeIntervalSince1970: $0)).rawValue }
        #expect(ids == ids.sorted())
        let before = OrderID.timeOrdered(at: Date(timeIntervalSince1970: -5)).rawValue
        #expect(before.hasPrefix("00000000-0000-7"), "an instant before 1970 counts as 1970")
    }

    @Test("an identifier is its text in JSON, checked on the way in")
    func json() throws {
        let id = OrderID.timeOrdered()
        #expect(try JSONDecoder().decode(OrderID.self, from: JSONEncoder().encode(id)) == id)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(OrderID.self, from: Data(#""a/b""#.utf8)) }
    }
}
