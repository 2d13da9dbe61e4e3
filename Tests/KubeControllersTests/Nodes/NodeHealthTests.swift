import KubeControllers
import KubeModel
import Testing

@Suite struct NodeHealthTests {
    /// Three nodes, a pod on each, and a controller that looks once a second.
    private struct Watch {
        var health = NodeHealth(NodeHealthSettings(gracePeriod: .seconds(5)))
        var nodes = ["a", "b", "c"].map { Samples.node($0) }
        var pods = ["a", "b", "c"].map { Samples.pod("pod-\($0)", node: "zone-\($0)") }
        var renewals: [String: String] = [:]
        var second = 0

        /// The next look; the agents of these nodes have renewed their leases before.
        mutating func look(alive: Set<String>, after seconds: Int = 1) -> [Directive] {
            second += seconds
            for zone in alive { renewals["zone-\(zone)"] = "\(second)" }
            return health.check(
                nodes: nodes, renewals: renewals, pods: pods, at: .seconds(second), now: Samples.start + .seconds(second))
        }

        /// Many looks, with what they wrote on nodes and pods taken over.
        mutating func watch(_ seconds: Int, alive: Set<String>) -> [Directive] {
            (0..<seconds).flatMap { _ in
                let directives = look(alive: alive)
                directives.forEach { take($0) }
                return directives
            }
        }

        private mutating func take(_ directive: Directive) {
            switch directive {
            case .patch(let key, .strategicMerge(let patch), .status):
                guard let condition = patch[path: ["status", "conditions"]].elements.first else { return }
                if key.type == .nodes, let index = nodes.firstIndex(where: { $0.name == key.name }) {
                    nodes[index].status["conditions"] = [condition]
                } else if let index = pods.firstIndex(where: { $0.name == key.name }) {
                    pods[index].status["conditions"] = [condition]
                }
            case .patch(let key, .merge(let patch), nil):
                guard let index = nodes.firstIndex(where: { $0.name == key.name }) else { return }
                nodes[index]["spec", "taints"] = patch[path: ["spec", "taints"]]
            case .delete(let key, _): pods.removeAll { $0.name == key.name }
            default: break
            }
        }

        func node(_ zone: String) -> NodeView? { nodes.first { $0.name == "zone-\(zone)" }.map(NodeView.init) }
    }

    @Test func `Nothing is done while all renew`() {
        var watch = Watch()
        #expect(watch.watch(60, alive: ["a", "b", "c"]).isEmpty)
    }

    @Test func `A silent node is marked and its pods are taken out of traffic, at once after the grace period`() {
        var watch = Watch()
        _ = watch.watch(10, alive: ["a", "b", "c"])
        #expect(watch.watch(5, alive: ["a", "b"]).isEmpty)
        let reasons = watch.watch(1, alive: ["a", "b"]).compactMap(\.note).map(\.reason)
        #expect(reasons == ["NodeNotReady", "NodeNotReady"], "the node's and the pod's")
        #expect(watch.node("c")?.readiness?.status == .unknown)
        #expect(watch.node("c")?.taints == [Taint(Taint.unreachable, .noSchedule), Taint(Taint.unreachable, .noExecute)])
        #expect(watch.pods.map { PodView($0).isReady } == [true, true, false])
        #expect(watch.watch(20, alive: ["a", "b"]).isEmpty, "it is said once")
    }

    @Test func `Its pods are deleted after their time, and those that tolerate it for ever stay`() {
        var watch = Watch()
        watch.pods.append(Samples.pod("patient", node: "zone-c") { $0["spec", "tolerations"] = [["operator": "Exists"]] })
        watch.pods.append(
            Samples.pod("hasty", node: "zone-c") { pod in
                pod["spec", "tolerations"] = [
                    ["key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 3]
                ]
            })
        _ = watch.watch(5, alive: ["a", "b", "c"])
        _ = watch.watch(10, alive: ["a", "b"])
        #expect(watch.pods.map(\.name) == ["pod-a", "pod-b", "pod-c", "patient"])
        _ = watch.watch(40, alive: ["a", "b"])
        #expect(watch.pods.map(\.name) == ["pod-a", "pod-b", "patient"])
    }

    @Test func `A node that is heard again is ready again without its taints`() {
        var watch = Watch()
        _ = watch.watch(5, alive: ["a", "b", "c"])
        _ = watch.watch(10, alive: ["a", "b"])
        let directives = watch.watch(1, alive: ["a", "b", "c"])
        #expect(directives.compactMap(\.note).map(\.reason) == ["NodeReady"])
        #expect(watch.node("c")?.isReady == true)
        #expect(watch.node("c")?.taints == [])
        #expect(watch.watch(60, alive: ["a", "b", "c"]).isEmpty)
        #expect(watch.pods.count == 3)
    }

    @Test func `When all are silent the agents have ended together, and no pod is touched`() {
        var watch = Watch()
        _ = watch.watch(5, alive: ["a", "b", "c"])
        _ = watch.watch(120, alive: [])
        #expect(watch.nodes.allSatisfy { NodeView($0).readiness?.status == .unknown })
        #expect(watch.pods.map { PodView($0).isReady } == [true, true, true])
    }

    @Test func `A controller that slept itself blames nobody`() {
        var watch = Watch()
        _ = watch.watch(5, alive: ["a", "b", "c"])
        #expect(watch.look(alive: [], after: 3600).isEmpty)
        #expect(watch.watch(60, alive: ["a", "b", "c"]).isEmpty)
    }

    @Test func `After a start old leases have their full time, and an old condition evicts nobody at once`() {
        var watch = Watch()
        watch.renewals = ["zone-a": "old", "zone-b": "old", "zone-c": "old"]
        watch.nodes[2].status["conditions"] = [
            ["type": "Ready", "status": "Unknown", "reason": "NodeStatusUnknown", "lastTransitionTime": "2020-01-01T00:00:00Z"]
        ]
        for directive in watch.watch(4, alive: []) {
            if case .delete = directive { Issue.record("\(directive)") }
        }
        #expect(watch.pods.count == 3)
    }

    @Test func `A cordon becomes a taint and goes with it`() {
        var watch = Watch()
        watch.nodes[0]["spec", "unschedulable"] = true
        _ = watch.watch(1, alive: ["a", "b", "c"])
        #expect(watch.node("a")?.taints == [Taint(Taint.unschedulable, .noSchedule)])
        watch.nodes[0]["spec", "unschedulable"] = nil
        _ = watch.watch(1, alive: ["a", "b", "c"])
        #expect(watch.node("a")?.taints == [])
    }

    @Test func `Pods of a node that is not known are removed after a while`() {
        var watch = Watch()
        watch.pods.append(Samples.pod("lost", node: "zone-z"))
        _ = watch.watch(30, alive: ["a", "b", "c"])
        #expect(watch.pods.count == 4)
        let directives = watch.watch(20, alive: ["a", "b", "c"])
        #expect(
            directives == [
                .delete(ObjectKey(.pods, namespace: "shop", name: "lost"), DeleteOptions(gracePeriodSeconds: 0, uid: "uid-lost"))
            ])
    }
}
