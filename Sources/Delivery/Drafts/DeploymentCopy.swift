package import KubeModel

/// The Deployment of a new version, made from that of the version that serves.
package struct DeploymentCopy: Sendable {
    /// What belongs to the one object and not to its kind.
    private static let ownAnnotations = [
        "deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration", "config.kubernetes.io/origin",
    ]

    private let service: String
    private let from: String
    private let version: String
    private let image: String
    private let replicas: Int

    /// - Parameters:
    ///   - from: The version that the copied one has.
    ///   - image: A tag of the present image's repository, or a whole image with `:` or `/`.
    package init(of service: String, from: String, to version: String, image: String, replicas: Int) {
        self.service = service
        self.from = from
        self.version = version
        self.image = image
        self.replicas = replicas
    }

    /// The new object. Throws ``DraftFault`` when it is not clear which container gets the image.
    package func made(from serving: KubeObject) throws(DraftFault) -> KubeObject {
        var copy = KubeObject(.deployments, namespace: serving.namespace, name: "\(service)-\(version)", labels: relabelled(serving.labels))
        copy.annotations = serving.annotations.filter { !Self.ownAnnotations.contains($0.key) }
        copy.annotations[OldVersions.annotation] = from
        var spec = serving.spec
        spec["replicas"] = .integer(replicas)
        spec["paused"] = .null
        spec[path: ["selector", "matchLabels"]] = relabelled(spec[path: ["selector", "matchLabels"]])
        spec["template"] = try template(spec["template"], of: serving)
        copy["spec"] = spec
        return copy
    }

    private func template(_ original: JSON, of serving: KubeObject) throws(DraftFault) -> JSON {
        var template = original
        template[path: ["metadata", "labels"]] = relabelled(template[path: ["metadata", "labels"]])
        template[path: ["metadata", "annotations"]]["kubectl.kubernetes.io/restartedAt"] = .null
        template["spec"] = reselected(template["spec"])
        var containers = template[path: ["spec", "containers"]].elements
        let named = containers.firstIndex { $0["name"].string == service }
        guard let index = named ?? (containers.count == 1 ? 0 : nil) else {
            throw DraftFault(
                "Deployment \(serving.name) has \(containers.count) containers and none is called \(service): it is not clear which gets "
                    + "the image. Apply the Deployment \(service)-\(version) with kubectl, then a Release.")
        }
        containers[index]["image"] = .string(imageName(after: containers[index]["image"].string ?? ""))
        template[path: ["spec", "containers"]] = .array(containers)
        return template
    }

    private func imageName(after present: String) -> String {
        if image.contains(":") || image.contains("/") { return image }
        let name = present.split(separator: "@")[safe: 0].map(String.init) ?? present
        // A colon before the last slash is the port of a registry.
        let lastPart = name.split(separator: "/").last ?? ""
        let repository = lastPart.contains(":") ? String(name.prefix(name.count - lastPart.count)) + lastPart.prefix { $0 != ":" } : name
        return "\(repository):\(image)"
    }

    private func relabelled(_ labels: [String: String]) -> [String: String] {
        labels.merging(["app": labels["app"] ?? service, "version": version]) { $1 }
    }

    private func relabelled(_ labels: JSON) -> JSON { JSON(relabelled(labels.strings)) }

    /// Selectors of pods, in spread constraints and affinities, that mean the version itself.
    private func reselected(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements):
            return .array(elements.map(reselected))
        case .object(let members):
            var changed = members.mapValues(reselected)
            if let labels = members["matchLabels"]?.object, labels["version"]?.string == from {
                changed["matchLabels"]?["version"] = .string(version)
            }
            return .object(changed)
        default:
            return value
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
