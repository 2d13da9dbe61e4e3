import KubeModel

/// Where a pod template uses ConfigMaps and Secrets.
struct ConfigUsage: Sendable {
    private let template: JSON

    init(of template: JSON) { self.template = template }

    private var containers: [JSON] { template[path: ["spec", "containers"]].elements }
    private var initContainers: [JSON] { template[path: ["spec", "initContainers"]].elements }

    var references: Set<ConfigReference> {
        let volumes = template[path: ["spec", "volumes"]].elements.flatMap(Self.references(ofVolume:))
        return Set(volumes).union((containers + initContainers).flatMap(Self.references(ofContainer:)))
    }

    func container(named name: String) -> JSON? { containers.first { $0["name"].string == name } }

    /// The container that gets the variable: the first that uses the configuration, or else the first of all.
    func container(using reference: ConfigReference) -> JSON? {
        let volumes = Set(
            template[path: ["spec", "volumes"]].elements.filter { Self.references(ofVolume: $0).contains(reference) }
                .compactMap { $0["name"].string })
        let user = containers.first { container in
            Self.references(ofContainer: container).contains(reference)
                || container["volumeMounts"].elements.contains { volumes.contains($0["name"].string ?? "") }
        }
        return user ?? containers.first
    }

    private static func references(ofVolume volume: JSON) -> [ConfigReference] {
        let sources = [volume] + volume[path: ["projected", "sources"]].elements
        return sources.flatMap { source in
            [
                source[path: ["configMap", "name"]].string.map { ConfigReference(.configMap, name: $0) },
                (source[path: ["secret", "secretName"]].string ?? source[path: ["secret", "name"]].string)
                    .map { ConfigReference(.secret, name: $0) },
            ].compactMap(\.self)
        }
    }

    private static func references(ofContainer container: JSON) -> [ConfigReference] {
        let whole = container["envFrom"].elements.map { ($0["configMapRef"], $0["secretRef"]) }
        let single = container["env"].elements.map {
            ($0[path: ["valueFrom", "configMapKeyRef"]], $0[path: ["valueFrom", "secretKeyRef"]])
        }
        return (whole + single).flatMap { configMap, secret in
            [
                configMap["name"].string.map { ConfigReference(.configMap, name: $0) },
                secret["name"].string.map { ConfigReference(.secret, name: $0) },
            ].compactMap(\.self)
        }
    }
}
