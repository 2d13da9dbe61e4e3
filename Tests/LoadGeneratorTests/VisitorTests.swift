import Commerce
import LoadGenerator
import OrderAPI
import ProductAPI
import Testing

@Suite("Visitors")
struct VisitorTests {
    private func catalogue() -> CatalogueSample {
        var sample = CatalogueSample()
        sample.handles = ["mug", "tee", "cap"]
        sample.skus = ["MUG", "TEE", "CAP"].compactMap { SKU($0) }
        sample.categories = ["things"]
        sample.words = ["mug"]
        return sample
    }

    private func visitors(seed: UInt64, mix: Weighted<Scenario> = LoadPlan.usualMix, _ catalogue: CatalogueSample) -> [Visitor] {
        var plan = LoadPlan(targets: [], rate: 1, duration: .seconds(1), mix: mix)
        plan.seed = seed
        plan.run = "test"
        var source = VisitorSource(plan: plan, catalogue: catalogue)
        return (0..<2000).map { source.visitor($0) }
    }

    @Test func aSeedRepeatsTheRun() {
        #expect(visitors(seed: 5, catalogue()) == visitors(seed: 5, catalogue()))
        #expect(visitors(seed: 5, catalogue()) != visitors(seed: 6, catalogue()))
    }

    @Test func theyComeByTheirWeights() {
        let all = visitors(seed: 1, mix: Weighted([(.product, 3), (.order, 1)]) ?? LoadPlan.usualMix, catalogue())
        let orders = all.count { if case .order = $0.errand { true } else { false } }
        let products = all.count { if case .product = $0.errand { true } else { false } }
        #expect(orders + products == all.count)
        #expect((400...600).contains(orders))
    }

    @Test func ordersHaveOneOrTwoDifferentThingsAndAKeyOfTheirOwn() {
        var keys: Set<String> = []
        for visitor in visitors(seed: 2, mix: Weighted(only: .order), catalogue()) {
            guard case .order(let request, let key) = visitor.errand, let items = request.items else { continue }
            #expect((1...2).contains(items.count) && Set(items.map(\.sku)).count == items.count)
            #expect(items.allSatisfy { (1...2).contains($0.quantity) })
            keys.insert(key)
        }
        #expect(keys.count == 2000 && keys.contains("load-test-17"))
    }

    @Test func withOneSKUOrdersHaveOneLine() {
        var catalogue = catalogue()
        catalogue.skus = Array(catalogue.skus.prefix(1))
        for visitor in visitors(seed: 3, mix: Weighted(only: .order), catalogue) {
            if case .order(let request, _) = visitor.errand { #expect(request.items?.count == 1) }
        }
    }
}
