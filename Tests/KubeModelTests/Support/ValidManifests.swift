import KubeModel

/// One object of each built-in kind with much of what can be said, all of it right.
enum ValidManifests {
    /// Documents by kind.
    static let all: [(type: ResourceType, object: KubeObject)] = [workloads, core, policy, mesh]
        .flatMap { $0.split(separator: "\n---\n") }
        .map { text in
            guard let json = try? YAMLDocument.single(in: String(text)),
                let type = ResourceType.named(apiVersion: json["apiVersion"].string ?? "", kind: json["kind"].string ?? "")
            else { preconditionFailure("no manifest of a known kind: \(text)") }
            return (type, KubeObject(json))
        }

    /// The object of a kind.
    static func object(_ type: ResourceType) -> KubeObject {
        guard let found = all.first(where: { $0.type == type }) else { preconditionFailure("no manifest of \(type.kind)") }
        return found.object
    }
}
