import KubeModel
import TestKit
import Testing

import LocalCluster

@Suite("The ring of changes")
struct ChangeRingTests {
    @Test("it tells what a plain list of the latest changes would")
    func model() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let capacity = Int.random(in: 1...8, using: &generator)
            var version = Int.random(in: 0...100, using: &generator)
            var ring = ChangeRing(capacity: capacity, after: version)
            var (list, oldest): ([StoreChange], Int) = ([], version)
            for _ in 0..<30 {
                version += Int.random(in: 1...3, using: &generator)
                let change = StoreChange(key: Sample.key("x"), version: version, previous: nil, current: Sample.configMap("x"))
                ring.append(change)
                list.append(change)
                if list.count > capacity { oldest = list.removeFirst().version }
                for asked in (oldest - 2)...(version + 2) {
                    let expected = asked < oldest ? nil : list.filter { $0.version > asked }
                    #expect(ring.changes(after: asked) == expected, "seed \(seed)")
                }
            }
        }
    }
}
