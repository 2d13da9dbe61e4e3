import KubeControllers
import KubeModel
import TestKit
import Testing

@Suite struct OwnershipGraphTests {
    private static func object(
        _ type: ResourceType, _ name: String, owners: [String] = [], finalizers: [String] = [], going: Bool = false
    ) -> KubeObject {
        var object = KubeObject(type, namespace: "shop", name: name)
        object["metadata", "uid"] = .string("uid-\(name)")
        object["metadata", "resourceVersion"] = "1"
        object["metadata", "ownerReferences"] =
            owners.isEmpty ? nil : .array(owners.map { Samples.owner("Deployment", $0, uid: "uid-\($0)") })
        object.finalizers = finalizers
        if going { object["metadata", "deletionTimestamp"] = .string(Samples.start.text) }
        return object
    }

    private static func key(_ type: ResourceType, _ name: String) -> ObjectKey { ObjectKey(type, namespace: "shop", name: name) }

    @Test func `What belonged to one that is gone is deleted, by uid and not by name`() {
        var graph = OwnershipGraph()
        _ = graph.observe(Self.object(.deployments, "web"), as: .deployments)
        #expect(graph.observe(Self.object(.replicaSets, "rs", owners: ["web"]), as: .replicaSets) == ["uid-rs"])
        #expect(graph.directives(for: "uid-rs", absent: []).isEmpty)
        #expect(graph.forget("uid-web") == ["uid-rs"])
        #expect(graph.unknownOwners(of: "uid-rs").map(\.owner.uid) == ["uid-web"])
        #expect(graph.directives(for: "uid-rs", absent: []).isEmpty, "nothing goes before the owner was asked for")
        let deletion = Directive.delete(Self.key(.replicaSets, "rs"), DeleteOptions(uid: "uid-rs"))
        #expect(graph.directives(for: "uid-rs", absent: ["uid-web"]) == [deletion])
    }

    @Test func `One of several owners is enough to stay; the reference to the other goes`() {
        var graph = OwnershipGraph()
        _ = graph.observe(Self.object(.deployments, "a"), as: .deployments)
        _ = graph.observe(Self.object(.configMaps, "c", owners: ["a", "b"]), as: .configMaps)
        let left = OwnerReference(Samples.owner("Deployment", "a", uid: "uid-a"))?.json ?? .null
        #expect(
            graph.directives(for: "uid-c", absent: ["uid-b"]) == [
                .patch(Self.key(.configMaps, "c"), .merge(["metadata": ["resourceVersion": "1", "ownerReferences": [left]]]))
            ])
    }

    @Test func `In the foreground the dependents go first`() {
        var graph = OwnershipGraph()
        let owner = Self.object(.deployments, "web", finalizers: ["foregroundDeletion"], going: true)
        _ = graph.observe(Self.object(.replicaSets, "rs", owners: ["web"]), as: .replicaSets)
        _ = graph.observe(Self.object(.pods, "pod", owners: ["rs"]), as: .pods)
        #expect(Set(graph.observe(owner, as: .deployments)) == ["uid-web", "uid-rs"])
        #expect(graph.directives(for: "uid-web", absent: []).isEmpty, "the set is still there")
        #expect(
            graph.directives(for: "uid-rs", absent: []) == [
                .delete(Self.key(.replicaSets, "rs"), DeleteOptions(propagation: .foreground, uid: "uid-rs"))
            ])
        _ = graph.observe(
            Self.object(.replicaSets, "rs", owners: ["web"], finalizers: ["foregroundDeletion"], going: true), as: .replicaSets)
        #expect(
            graph.directives(for: "uid-pod", absent: []) == [.delete(Self.key(.pods, "pod"), DeleteOptions(uid: "uid-pod"))],
            "it has no dependents: it need not wait for any")
        #expect(graph.forget("uid-pod").contains("uid-rs"))
        let released = ObjectPatch.merge(.object(["metadata": .object(["resourceVersion": "1", "finalizers": .null])]))
        #expect(graph.directives(for: "uid-rs", absent: []) == [.patch(Self.key(.replicaSets, "rs"), released)])
        #expect(graph.forget("uid-rs") == ["uid-web"])
        #expect(graph.directives(for: "uid-web", absent: []) == [.patch(Self.key(.deployments, "web"), released)])
    }

    @Test func `Orphans lose the reference and stay`() {
        var graph = OwnershipGraph()
        _ = graph.observe(Self.object(.replicaSets, "rs", owners: ["web"]), as: .replicaSets)
        _ = graph.observe(Self.object(.deployments, "web", finalizers: ["orphan", "mine"], going: true), as: .deployments)
        #expect(
            graph.directives(for: "uid-web", absent: []) == [
                .patch(
                    Self.key(.replicaSets, "rs"),
                    .merge(.object(["metadata": .object(["resourceVersion": "1", "ownerReferences": .null])]))),
                .patch(Self.key(.deployments, "web"), .merge(["metadata": ["resourceVersion": "1", "finalizers": ["mine"]]])),
            ])
        _ = graph.observe(Self.object(.replicaSets, "rs"), as: .replicaSets)
        #expect(graph.forget("uid-web").isEmpty)
    }

    /// Over random forests: when a root goes, exactly its descendants go, however the news is mixed.
    @Test(arguments: 0..<20) func `All that belonged to a root goes, and nothing else`(_ round: Int) {
        let seed = SeededGenerator.freshSeed() &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        var parents: [Int: Int] = [:]
        for child in 3..<40 { parents[child] = Int.random(in: 0..<child, using: &random) }
        func root(_ index: Int) -> Int { parents[index].map(root) ?? index }
        var graph = OwnershipGraph()
        for index in (0..<40).shuffled(using: &random) {
            _ = graph.observe(Self.object(.configMaps, "o\(index)", owners: parents[index].map { ["o\($0)"] } ?? []), as: .configMaps)
        }
        var gone: Set<String> = ["uid-o0"]
        var queue = graph.forget("uid-o0")
        while let uid = queue.popLast() {
            let absent = Set(graph.unknownOwners(of: uid).map(\.owner.uid))
            for case .delete(_, let options) in graph.directives(for: uid, absent: absent) {
                gone.insert(options.uid ?? "")
                queue += graph.forget(options.uid ?? "")
            }
        }
        #expect(gone == Set((0..<40).filter { root($0) == 0 }.map { "uid-o\($0)" }), "seed \(seed)")
    }

    @Test func `A namespace is emptied, pods last, and then let go`() {
        var namespace = KubeObject(.namespaces, name: "shop")
        namespace["metadata", "deletionTimestamp"] = .string(Samples.start.text)
        namespace["spec", "finalizers"] = ["kubernetes"]
        let order = NamespaceDeletion.order(ResourceType.builtIn)
        #expect(order.suffix(4) == [.replicaSets, .pods, .endpointSlices, .events])
        #expect(!order.contains(.nodes))
        let pod = Self.object(.pods, "p")
        let going = Self.object(.pods, "q", going: true)
        #expect(
            NamespaceDeletion.directives(for: namespace, remaining: [(.pods, [pod, going])])
                == [.delete(Self.key(.pods, "p"), DeleteOptions(uid: "uid-p"))])
        var released = namespace
        released["spec", "finalizers"] = []
        #expect(NamespaceDeletion.directives(for: namespace, remaining: []) == [.update(released, as: .namespaces)])
    }
}
