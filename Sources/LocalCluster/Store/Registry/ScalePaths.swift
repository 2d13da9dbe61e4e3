import KubeModel

/// Where a kind keeps what its `scale` subresource shows.
struct ScalePaths: Sendable, Equatable {
    let specReplicas: [String]
    let statusReplicas: [String]
    /// Where the selector stands: as text, or as an object for the built-in kinds.
    let selector: [String]

    static let builtIn = ScalePaths(
        specReplicas: ["spec", "replicas"], statusReplicas: ["status", "replicas"], selector: ["spec", "selector"])

    private init(specReplicas: [String], statusReplicas: [String], selector: [String]) {
        self.specReplicas = specReplicas
        self.statusReplicas = statusReplicas
        self.selector = selector
    }

    /// Reads `subresources.scale` of a CustomResourceDefinition, whose paths are simple ones such as `.spec.replicas`.
    init?(_ json: JSON) {
        guard let spec = json["specReplicasPath"].string, let status = json["statusReplicasPath"].string else { return nil }
        self.init(
            specReplicas: Self.keys(spec), statusReplicas: Self.keys(status), selector: Self.keys(json["labelSelectorPath"].string ?? ""))
    }

    private static func keys(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }
}
