import Delivery
import KubeModel
import Testing

@Suite("Rollouts beside each other")
struct RolloutRivalsTests {
    private static func release(
        _ name: String, at created: String, service: String = "web", phase: String? = nil, hasBegun: Bool = false, to: String = "v2"
    ) -> KubeObject {
        var object = RolloutDraft(.release(to: to), of: service, namespace: "shop").object
        object.name = name
        object["metadata", "uid"] = .string("uid-\(name)")
        object["metadata", "creationTimestamp"] = .string("2026-01-01T00:00:\(created)Z")
        if let phase { object.status["phase"] = .string(phase) }
        if hasBegun { object.status["startedAt"] = "2026-01-01T00:00:00Z" }
        return object
    }

    private static let mine = release("mine", at: "10")

    /// Others, and who blocks and who supersedes.
    private static let cases: [([KubeObject], String?, String?)] = [
        ([], nil, nil),
        ([mine], nil, nil),
        ([release("old", at: "01")], "old", nil),
        ([release("old", at: "01", phase: "Succeeded")], nil, nil),
        ([release("old", at: "01", phase: "RollingBack")], "old", nil),
        ([release("old", at: "01", service: "other")], nil, nil),
        ([release("new", at: "20")], nil, "new"),
        ([release("new", at: "20"), release("newer", at: "30")], nil, "newer"),
        ([release("old", at: "02"), release("older", at: "01")], "older", nil),
        ([release("new", at: "20", phase: "Failed")], nil, nil),
        // One with a mistake in it.
        ([release("new", at: "20", to: "")], nil, nil),
        // From the same second: the one that has begun was first, else the names that nobody chose decide.
        ([release("zzz", at: "10", phase: "Holding", hasBegun: true)], "zzz", nil),
        ([release("zzz", at: "10")], nil, "zzz"),
        ([release("aaa", at: "10")], "aaa", nil),
    ]

    @Test(arguments: cases) func goOneAfterTheOther(_ others: [KubeObject], _ blockedBy: String?, _ supersededBy: String?) {
        let rivals = RolloutRivals(of: Rollout(kind: .release, object: Self.mine), among: others)
        #expect(rivals.blockedBy == blockedBy)
        #expect(rivals.supersededBy == supersededBy)
    }
}
