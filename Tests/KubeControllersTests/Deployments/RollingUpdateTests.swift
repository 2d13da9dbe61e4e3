import KubeControllers
import Testing

@Suite struct RollingUpdateTests {
    private static func set(_ name: String, _ replicas: Int, available: Int) -> ReplicaSetScale {
        ReplicaSetScale(name: name, replicas: replicas, available: available, age: SetAge(created: name, name: name))
    }

    private static func update(_ replicas: Int, surge: Int, unavailable: Int, new: (Int, Int)?, old: [(Int, Int)]) -> RollingUpdate {
        RollingUpdate(
            limits: RolloutLimits(replicas: replicas, maxSurge: surge, maxUnavailable: unavailable),
            new: new.map { set("9", $0.0, available: $0.1) },
            old: old.enumerated().map { set("\($0.offset)", $0.element.0, available: $0.element.1) })
    }

    @Test(
        arguments: [
            // Wanted, surge, new, old -> new. Kubernetes' own cases.
            (10, 0, 0, 10, 0), (10, 2, 0, 10, 2), (10, 2, 0, 5, 7), (10, 2, 10, 0, 10), (10, 2, 15, 0, 10), (3, 1, 0, 3, 1),
            (3, 1, 1, 2, 2),
        ] as [(Int, Int, Int, Int, Int)])
    func `The new set grows into the room that is left`(_ replicas: Int, _ surge: Int, _ new: Int, _ old: Int, _ next: Int) {
        let update = Self.update(replicas, surge: surge, unavailable: 1, new: (new, new), old: [(old, old)])
        #expect(update.nextNewSize() == next)
    }

    @Test(
        arguments: [
            // Wanted, may be missing, new and old with those available -> old.
            (10, 0, (0, 0), (10, 10), 10), (10, 2, (0, 0), (10, 10), 8), (10, 2, (5, 5), (8, 8), 3), (10, 2, (4, 0), (8, 8), 8),
            (10, 2, (4, 0), (8, 0), 8), (3, 0, (1, 1), (3, 3), 2), (3, 0, (1, 0), (3, 3), 3),
            // What is not available goes first, though the available ones may not shrink.
            (10, 0, (3, 0), (10, 7), 10), (3, 0, (1, 1), (3, 2), 2), (10, 2, (2, 2), (10, 3), 6),
        ] as [(Int, Int, (Int, Int), (Int, Int), Int)])
    func `Old sets shrink as far as availability permits`(
        _ replicas: Int, _ unavailable: Int, _ new: (Int, Int), _ old: (Int, Int), _ next: Int
    ) {
        let update = Self.update(replicas, surge: 3, unavailable: unavailable, new: new, old: [old])
        #expect(update.nextOldSizes()["0"] ?? old.0 == next)
    }

    @Test func `Unavailable pods of all old sets go before any available one`() {
        let update = Self.update(6, surge: 2, unavailable: 2, new: (2, 2), old: [(3, 3), (3, 0)])
        // 8 pods, 4 must stay, the new one is ready: 4 may go. 3 of them are the broken ones; of the available 5, 1 may go.
        #expect(update.nextOldSizes() == ["0": 2, "1": 0])
    }
}
