import KubeControllers
import KubeModel
import TestKit
import Testing

@Suite struct SchedulerTests {
    private static let zones = ["a", "b", "c"].map { Samples.node($0) }

    private static func pending(_ name: String, spread constraint: JSON? = nil, _ change: (inout KubeObject) -> Void = { _ in })
        -> KubeObject
    {
        Samples.pod(name, phase: "Pending", ready: false) { pod in
            pod.labels["pod-template-hash"] = "v2"
            if let constraint { pod["spec", "topologySpreadConstraints"] = [constraint] }
            change(&pod)
        }
    }

    private static func constraint(_ policy: String = "DoNotSchedule", maxSkew: Int = 1, _ more: [String: JSON] = [:]) -> JSON {
        var constraint: JSON = [
            "topologyKey": "topology.kubernetes.io/zone", "maxSkew": .integer(maxSkew), "whenUnsatisfiable": .string(policy),
            "labelSelector": ["matchLabels": ["app": "web"]],
        ]
        for (key, value) in more { constraint[key] = value }
        return constraint
    }

    private static func place(_ pod: KubeObject, on nodes: [KubeObject] = zones, with pods: [KubeObject] = []) -> Scheduler.Placement {
        Scheduler(ClusterView(nodes: nodes, pods: pods)).place(pod)
    }

    @Test(arguments: ["DoNotSchedule", "ScheduleAnyway"]) func `Any number of pods is spread evenly over the zones`(_ policy: String) {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        var pods: [KubeObject] = []
        for index in 0..<40 {
            let pod = Self.pending("p\(index)", spread: Self.constraint(policy))
            guard case .node(let node) = Self.place(pod, with: pods) else {
                Issue.record("pod \(index) has no place, seed \(seed)")
                return
            }
            pods.append(Samples.pod("p\(index)", node: node))
            let counted = pods.filter { $0.labels["app"] == "web" }
            let counts = Self.zones.map { zone in counted.filter { $0["spec", "nodeName"].string == zone.name }.count }
            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "seed \(seed)")
            // Others that are none of the constraint's business are anywhere.
            pods.append(Samples.pod("other\(index)", labels: ["app": "other"], node: ["zone-a", "zone-b"].randomElement(using: &random)))
        }
    }

    @Test func `A pod without constraints goes where the fewest of its kind are, then where the fewest pods are`() {
        func owned(_ pod: KubeObject) -> KubeObject {
            var pod = pod
            pod["metadata", "ownerReferences"] = [Samples.owner("ReplicaSet", "web", uid: "uid-set")]
            return pod
        }
        let pods = [
            owned(Samples.pod("x", node: "zone-a")), Samples.pod("y", labels: [:], node: "zone-b"),
            Samples.pod("z", labels: [:], node: "zone-b"),
            Samples.pod("w", labels: [:], node: "zone-c"),
        ]
        #expect(Self.place(owned(Self.pending("p")), with: pods) == .node("zone-c"))
    }

    @Test func `A cordoned zone still counts, so that a strict constraint waits for it`() {
        let nodes = [Samples.node("a"), Samples.node("b"), Samples.node("c") { $0["spec", "unschedulable"] = true }]
        let pods = [Samples.pod("x", node: "zone-a"), Samples.pod("y", node: "zone-b")]
        #expect(
            Self.place(Self.pending("p", spread: Self.constraint()), on: nodes, with: pods)
                == .nowhere(
                    "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod topology spread constraints."))
        #expect(Self.place(Self.pending("p", spread: Self.constraint("ScheduleAnyway")), on: nodes, with: pods) == .node("zone-a"))
        // Told to honour taints it does not count where the pod may not be.
        let honouring = Self.constraint("DoNotSchedule", ["nodeTaintsPolicy": "Honor"])
        #expect(Self.place(Self.pending("p", spread: honouring), on: nodes, with: pods) == .node("zone-a"))
    }

    @Test func `Pods of an old template do not count when the hash is matched`() {
        let old = (0..<2).map { index in
            Samples.pod("old\(index)", node: "zone-a") { $0.labels["pod-template-hash"] = "v1" }
        }
        let both = old + [Samples.pod("new", node: "zone-b") { $0.labels["pod-template-hash"] = "v2" }]
        let matching = Self.constraint("DoNotSchedule", ["matchLabelKeys": ["pod-template-hash"]])
        #expect(Self.place(Self.pending("p", spread: matching), with: both) == .node("zone-c"))
        let more = both + [Samples.pod("new2", node: "zone-c") { $0.labels["pod-template-hash"] = "v2" }]
        #expect(Self.place(Self.pending("p", spread: matching), with: more) == .node("zone-a"))
    }

    @Test func `Terminating pods and other namespaces do not count`() {
        let pods = [
            Samples.pod("x", node: "zone-a") { $0["metadata", "deletionTimestamp"] = .string(Samples.start.text) },
            Samples.pod("y", node: "zone-b") { $0.namespace = "other" }, Samples.pod("z", node: "zone-c"),
        ]
        #expect(Self.place(Self.pending("p", spread: Self.constraint()), with: pods) == .node("zone-a"))
    }

    @Test func `A wider skew permits more before the empty zone must be used`() {
        let nodes = [Samples.node("a"), Samples.node("b") { $0["spec", "unschedulable"] = true }]
        let two = [Samples.pod("x", node: "zone-a"), Samples.pod("y", node: "zone-a")]
        #expect(Self.place(Self.pending("p", spread: Self.constraint(maxSkew: 3)), on: nodes, with: two) == .node("zone-a"))
        #expect(Self.place(Self.pending("p", spread: Self.constraint(maxSkew: 2)), on: nodes, with: two) != .node("zone-a"))
    }

    @Test func `Selectors, affinity, taints and lost nodes exclude`() {
        let selecting = Self.pending("p") { $0["spec", "nodeSelector"] = ["topology.kubernetes.io/zone": "zone-b"] }
        #expect(Self.place(selecting) == .node("zone-b"))
        let affine = Self.pending("p") { pod in
            let expression: JSON = ["key": "topology.kubernetes.io/zone", "operator": "NotIn", "values": ["zone-a", "zone-b"]]
            pod["spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"] = [
                "nodeSelectorTerms": [["matchExpressions": [expression]]]
            ]
        }
        #expect(Self.place(affine) == .node("zone-c"))
        let impossible = Self.pending("p") { $0["spec", "nodeSelector"] = ["disk": "fast"] }
        #expect(
            Self.place(impossible) == .nowhere("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."))
        let tainted = [
            Samples.node("a") { $0["spec", "taints"] = [["key": "dedicated", "value": "db", "effect": "NoSchedule"]] },
            Samples.node("b") { $0.status = ["conditions": [["type": "Ready", "status": "Unknown"]]] },
        ]
        #expect(
            Self.place(Self.pending("p"), on: tainted)
                == .nowhere("0/2 nodes are available: 1 node(s) had untolerated taint(s) {dedicated: db}, 1 node(s) were not ready."))
        let tolerant = Self.pending("p") { $0["spec", "tolerations"] = [["key": "dedicated", "operator": "Exists"]] }
        #expect(Self.place(tolerant, on: tainted) == .node("zone-a"))
        #expect(Self.place(Self.pending("p"), on: []) == .nowhere("no nodes available to schedule pods"))
    }

    @Test func `A pod that was bound but is not yet seen so counts on its node`() {
        let bound = Self.pending("first", spread: Self.constraint())
        let cluster = ClusterView(nodes: Self.zones, pods: [bound], assumed: [bound.uid: "zone-a"])
        #expect(Scheduler(cluster).place(Self.pending("second", spread: Self.constraint())) == .node("zone-b"))
    }

    @Test func `Only pending pods without a node, a gate or another scheduler are its business`() {
        #expect(Scheduler.concerns(Self.pending("p")))
        #expect(!Scheduler.concerns(Samples.pod("p", node: "zone-a")))
        #expect(!Scheduler.concerns(Self.pending("p") { $0["spec", "schedulerName"] = "mine" }))
        #expect(!Scheduler.concerns(Self.pending("p") { $0["spec", "schedulingGates"] = [["name": "wait"]] }))
        #expect(!Scheduler.concerns(Self.pending("p") { $0["metadata", "deletionTimestamp"] = .string(Samples.start.text) }))
    }

    @Test func `A refusal is told once for each reason`() {
        var pod = Self.pending("p")
        let first = Scheduler.reject(pod, because: "why", at: Samples.start)
        #expect(first.compactMap(\.note).map(\.reason) == ["FailedScheduling"])
        pod.status["conditions"] = [["type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "why"]]
        #expect(Scheduler.reject(pod, because: "why", at: Samples.start).isEmpty)
        #expect(!Scheduler.reject(pod, because: "why else", at: Samples.start).isEmpty)
    }
}
