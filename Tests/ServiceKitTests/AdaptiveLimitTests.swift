import ServiceKit
import Testing

@Suite struct AdaptiveLimitTests {
    private func limit(initial: Double = 100, minimum: Double = 10) -> AdaptiveLimit {
        var settings = AdaptiveLimit.Settings()
        settings.initial = initial
        settings.minimum = minimum
        return AdaptiveLimit(settings: settings)
    }

    /// Fills the limit with checkouts, then releases all of them with the given latency.
    private func saturate(_ limit: inout AdaptiveLimit, latency: Duration) {
        var admitted = 0
        while limit.admit(.checkout) { admitted += 1 }
        for _ in 0..<admitted { limit.release(.checkout, latency: latency) }
    }

    @Test func letsInAsManyAsTheLimitAndNoMore() {
        var limit = limit(initial: 100)
        let admitted = (0..<150).filter { _ in limit.admit(.checkout) }.count
        #expect(admitted == 100)
        #expect(limit.inFlight == 100)
    }

    @Test func shedsBrowsingBeforeCheckout() {
        var limit = limit(initial: 100)
        let browsing = (0..<150).filter { _ in limit.admit(.browsing) }.count
        #expect(browsing == 80)
        let checkouts = (0..<150).filter { _ in limit.admit(.checkout) }.count
        #expect(checkouts == 20)
    }

    @Test func growsWhileLatencyStaysNearItsMean() {
        var limit = limit(initial: 100)
        for _ in 0..<20 { saturate(&limit, latency: .milliseconds(10)) }
        #expect(limit.limit > 300)
    }

    @Test func shrinksWhenLatencyRisesAndComesBack() {
        var limit = limit(initial: 200)
        for _ in 0..<5 { saturate(&limit, latency: .milliseconds(10)) }
        let before = limit.limit
        var waiting = 0
        while limit.admit(.checkout) { waiting += 1 }
        for _ in 0..<20 { limit.release(.checkout, latency: .milliseconds(200)) }
        #expect(limit.limit < before / 2)
        for _ in 20..<waiting { limit.release(.checkout, latency: .milliseconds(10)) }
        for _ in 0..<60 { saturate(&limit, latency: .milliseconds(10)) }
        #expect(limit.limit >= before)
    }

    @Test func neverLeavesItsBounds() {
        var limit = limit(initial: 50, minimum: 10)
        for _ in 0..<10 { saturate(&limit, latency: .milliseconds(1)) }
        for _ in 0..<10 { saturate(&limit, latency: .seconds(30)) }
        #expect(limit.limit >= 10)
    }

    @Test func learnsNothingFromAnIdleService() {
        var limit = limit(initial: 100)
        for _ in 0..<100 {
            let admitted = limit.admit(.browsing)
            #expect(admitted)
            limit.release(.browsing, latency: .seconds(5))
        }
        #expect(limit.limit == 100)
    }
}
