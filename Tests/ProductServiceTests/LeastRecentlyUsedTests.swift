import ProductService
import TestKit
import Testing

@Suite("The bounded dictionary")
struct LeastRecentlyUsedTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func behavesLikeAListInTheOrderOfUse(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var table = LeastRecentlyUsed<Int, Int>()
        var model: [(key: Int, value: Int)] = []
        for step in 0..<5_000 {
            let key = Int.random(in: 0..<20, using: &generator)
            let place = model.firstIndex { $0.key == key }
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                table.removeValue(forKey: key)
                if let place { model.remove(at: place) }
            case 1:
                table.setValue(step, forKey: key, limit: 8)
                if let place { model.remove(at: place) }
                model.append((key, step))
                if model.count > 8 { model.removeFirst() }
            default:
                #expect(table.value(forKey: key) == place.map { model[$0].value }, "seed \(seed), step \(step)")
                if let place { model.append(model.remove(at: place)) }
            }
            #expect(table.count == model.count, "seed \(seed), step \(step)")
        }
    }
}
