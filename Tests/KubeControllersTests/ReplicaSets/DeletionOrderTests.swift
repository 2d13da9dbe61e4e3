import KubeControllers
import KubeModel
import TestKit
import Testing

@Suite struct DeletionOrderTests {
    private static let now = Samples.start + .seconds(100_000)

    private static func aged(_ name: String, ready seconds: Int, node: String = "zone-a", restarts: Int = 0) -> KubeObject {
        Samples.pod(name, node: node, readyAt: now - .seconds(seconds)) { pod in
            pod.status["containerStatuses"] = [["restartCount": .integer(restarts)]]
        }
    }

    /// Each pod goes before the next, by one rule more.
    private static let order = [
        Samples.pod("unassigned", phase: "Pending", ready: false),
        Samples.pod("pending", node: "zone-a", phase: "Pending", ready: false),
        Samples.pod("unknown", node: "zone-a", phase: "Unknown", ready: false),
        Samples.pod("unready", node: "zone-a", ready: false),
        aged("cheap", ready: 90_000, node: "zone-b").annotated(["controller.kubernetes.io/pod-deletion-cost": "-5"]),
        aged("crowded-young", ready: 10), aged("crowded-old", ready: 90_000), aged("alone", ready: 10, node: "zone-b"),
        aged("dear", ready: 10).annotated(["controller.kubernetes.io/pod-deletion-cost": "9"]),
    ]

    @Test func `Those that are worth least go first, in whatever order they come`() {
        var random = SeededGenerator(seed: 3)
        let pods = Self.order.map(PodView.init)
        let order = DeletionOrder(siblings: pods, at: Self.now)
        for _ in 0..<50 {
            #expect(order.first(9, of: pods.shuffled(using: &random)).map(\.object.name) == pods.map(\.object.name))
        }
    }

    @Test func `More restarts go first among those that are ready for as long`() {
        let pods = [Self.aged("a", ready: 50), Self.aged("b", ready: 50, restarts: 3)].map(PodView.init)
        #expect(DeletionOrder(siblings: pods, at: Self.now).first(1, of: pods).map(\.object.name) == ["b"])
    }

    @Test func `Pods of about the same age are chosen from by uid, those of another magnitude by age`() {
        // 50 s and 60 s are both between 2^35 and 2^36 ns; 10 s is not.
        let similar = [Self.aged("a", ready: 60), Self.aged("b", ready: 50)].map(PodView.init)
        #expect(DeletionOrder(siblings: similar, at: Self.now).first(1, of: similar).map(\.object.name) == ["a"])
        let different = [Self.aged("a", ready: 60), Self.aged("b", ready: 10)].map(PodView.init)
        #expect(DeletionOrder(siblings: different, at: Self.now).first(1, of: different).map(\.object.name) == ["b"])
    }

    @Test func `The order is strict and total over random pods`() {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        let pods = (0..<40).map { index in
            Self.aged(
                "p\(index)", ready: Int.random(in: 1...90_000, using: &random), node: ["zone-a", "zone-b"][index % 2],
                restarts: Int.random(in: 0...2, using: &random))
        }.map(PodView.init)
        let order = DeletionOrder(siblings: pods, at: Self.now)
        for left in pods {
            for right in pods where left != right {
                #expect(order.goesBefore(left, right) != order.goesBefore(right, left), "seed \(seed)")
            }
        }
    }
}

extension KubeObject {
    fileprivate func annotated(_ annotations: [String: String]) -> KubeObject {
        var object = self
        object.annotations = annotations
        return object
    }
}
