package import KubeModel

/// How the ConfigMaps of a service's configuration are called.
package enum ConfigNames {
    /// The one that pods watch.
    package static func main(of service: String) -> String { "\(service)-config" }

    /// The immutable copy that is kept of a revision.
    package static func copy(_ number: Int, of service: String) -> String { "\(main(of: service)).\(revision(number))" }

    /// `r7`
    package static func revision(_ number: Int) -> String { "r\(number)" }

    /// The number of `r7`; nil for anything else.
    package static func number(ofRevision name: String?) -> Int? {
        guard let name, name.hasPrefix("r"), let number = Int(name.dropFirst()), number > 0, revision(number) == name else { return nil }
        return number
    }

    /// The service whose configuration a ConfigMap is; nil when it is none.
    package static func service(of object: KubeObject) -> String? {
        guard let service = object.labels["app"], !service.isEmpty, object.name == main(of: service) else { return nil }
        return service
    }
}

/// Annotations of a configuration's ConfigMaps.
package enum ConfigAnnotation {
    /// On the main ConfigMap: the revision that its plain content is, such as `r6`.
    package static let revision = "config.souk.dev/revision"
    /// The content's hash. On the main ConfigMap it shows whether somebody has edited it since the revision was noted.
    package static let hash = "config.souk.dev/hash"
    package static let author = "config.souk.dev/author"
    package static let time = "config.souk.dev/time"
    package static let reason = "config.souk.dev/reason"
    /// The rollout that wrote the main ConfigMap last, by its UID.
    package static let rollout = "delivery.souk.dev/release"
    /// With which of its intents; a fencing token.
    package static let intent = "delivery.souk.dev/intent"
}

/// Labels of the copies.
enum ConfigLabel {
    static let service = "config.souk.dev/service"
    static let revision = "config.souk.dev/revision"
}
