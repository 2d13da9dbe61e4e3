import KubeControllers
import KubeModel
import Testing

@Suite struct ClaimsTests {
    private static var owner: KubeObject {
        var owner = KubeObject(.replicaSets, namespace: "shop", name: "web")
        owner["metadata", "uid"] = "uid-set"
        return owner
    }

    private static func pod(_ name: String, _ labels: [String: String], controller uid: String? = nil) -> KubeObject {
        Samples.pod(name, labels: labels) { pod in
            if let uid { pod["metadata", "ownerReferences"] = [Samples.owner("ReplicaSet", "x", uid: uid)] }
        }
    }

    @Test func `What matches and is free is adopted, what no longer matches is given up, what is another's is left`() {
        let pods = [
            Self.pod("own", ["app": "web"], controller: "uid-set"), Self.pod("free", ["app": "web"]),
            Self.pod("lost", ["app": "debug"], controller: "uid-set"), Self.pod("foreign", ["app": "web"], controller: "uid-other"),
            Self.pod("stranger", ["app": "debug"]),
        ]
        let claims = Claims(of: Self.owner, selector: LabelSelector(matching: ["app": "web"]), among: pods, type: .pods)
        #expect(claims.owned.map(\.name) == ["own", "free"])
        var adopted = pods[1]
        adopted.ownerReferences = [OwnerReference(controller: Self.owner)]
        var released = pods[2]
        released.ownerReferences = []
        #expect(claims.directives == [.update(adopted, as: .pods), .update(released, as: .pods)])
    }

    @Test func `An owner that is being deleted adopts nothing and gives nothing up`() {
        var owner = Self.owner
        owner["metadata", "deletionTimestamp"] = .string(Samples.start.text)
        let pods = [Self.pod("free", ["app": "web"]), Self.pod("lost", ["app": "debug"], controller: "uid-set")]
        let claims = Claims(of: owner, selector: LabelSelector(matching: ["app": "web"]), among: pods, type: .pods)
        #expect(claims.owned.map(\.name) == ["lost"])
        #expect(claims.directives.isEmpty)
    }
}
