package import KubeModel
import ReleaseEngine

extension Rollout {
    /// Reads an object. What cannot be read of its specification becomes a fault of it, so that nothing is rolled out by half.
    package init(kind: RolloutKind, object: KubeObject) {
        var reader = SpecReader()
        let field = SpecField(json: object.spec, path: "spec")
        let state = try? ReleaseState(decoding: object.status["engine"])
        let service = reader.requiredText(field["service"])
        let target = Self.target(field, kind, &reader)
        let (policy, questions) = reader.analysis(field["analysis"], service: service)
        var spec = ReleaseSpec(
            id: object.uid, service: service, to: target, strategy: reader.strategy(field["strategy"], kind: kind), analysis: policy,
            deadline: reader.duration(field["deadline"]),
            drain: reader.duration(field["drain"]) ?? (kind == .config ? .zero : .seconds(30)),
            isPaused: reader.flag(field["paused"]) ?? false)
        spec.readyDeadline = reader.duration(field["readyDeadline"]) ?? spec.readyDeadline
        spec.toleratedCrashes = reader.whole(field["crashes"]["tolerated"]) ?? spec.toleratedCrashes
        spec.toleratedStartupCrashes = reader.whole(field["crashes"]["toleratedAtStart"]) ?? spec.toleratedStartupCrashes
        spec.request = Self.request(object, seen: state?.seenRequest ?? 0)
        spec.unreadable = reader.faults
        self.init(kind: kind, object: object, spec: spec, questions: questions, state: state)
    }

    /// The name by which the engine knows what is rolled out: `v2`, `r7`.
    private static func target(_ field: SpecField, _ kind: RolloutKind, _ reader: inout SpecReader) -> String {
        switch kind {
        case .release:
            return reader.requiredText(field["to"])
        case .config:
            if field["revision"].isMissing { reader.refuse(field["revision"], "is missing") }
            return reader.whole(field["revision"]).map { "r\($0)" } ?? ""
        }
    }

    /// A request that has not been obeyed yet. One that cannot be read asks for nothing; it is no reason to turn a release round.
    private static func request(_ object: KubeObject, seen: Int) -> ReleaseRequest? {
        let request = object.spec["request"]
        guard let kind = request["action"].string.flatMap(ReleaseRequest.Kind.init), let id = request["id"].string,
            id != object.status["requestID"].string
        else { return nil }
        return ReleaseRequest(kind, generation: seen + 1)
    }
}
