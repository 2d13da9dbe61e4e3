import LoadGenerator
import Testing

@Suite("Weights")
struct WeightedTests {
    @Test func areReadFromText() {
        #expect(Weighted<Scenario>(text: "list=30, order=10") == Weighted([(.list, 30), (.order, 10)]))
        #expect(Weighted<Scenario>(text: "cart") == Weighted(only: .cart))
        #expect(Weighted<Scenario>(text: "list=0,order=1")?.shares.map(\.value) == [.order])
        #expect(Weighted<String>(text: "tok_visa=9,tok_timeout=1")?.shares.map(\.weight) == [9, 1])
    }

    @Test(arguments: ["", "nothing=1", "list=-1", "list=many", "list=0", "list=1=2", ",", "list=99999999999"])
    func nonsenseIsRefused(text: String) {
        #expect(Weighted<Scenario>(text: text) == nil)
    }
}
