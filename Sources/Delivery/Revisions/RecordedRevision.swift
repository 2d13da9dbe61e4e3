package import KubeModel

/// One revision of a service's configuration, as it is kept: what it says, and who made it, when and why.
package struct RecordedRevision: Sendable, Hashable {
    package let service: String
    /// From 1.
    package let number: Int
    package let content: ConfigContent
    package let author: String
    /// RFC 3339.
    package let time: String
    package let reason: String

    package init(service: String, number: Int, content: ConfigContent, author: String, time: String, reason: String) {
        self.service = service
        self.number = number
        self.content = content
        self.author = author
        self.time = time
        self.reason = reason
    }

    /// `r7`
    package var name: String { ConfigNames.revision(number) }
}

extension RecordedRevision {
    /// Reads a copy; nil when the object is none. Its content is what it says: nothing rests on the hash that is noted beside it.
    package init?(_ object: KubeObject) {
        guard let service = object.labels[ConfigLabel.service],
            let number = ConfigNames.number(ofRevision: object.labels[ConfigLabel.revision]),
            object.name == ConfigNames.copy(number, of: service)
        else { return nil }
        let annotations = object.annotations
        self.init(
            service: service, number: number, content: ConfigContent(of: object), author: annotations[ConfigAnnotation.author] ?? "",
            time: annotations[ConfigAnnotation.time] ?? object.creationTimestamp ?? "",
            reason: annotations[ConfigAnnotation.reason] ?? "")
    }

    /// The copy, which nobody can change.
    func object(namespace: String) -> KubeObject {
        var object = KubeObject(
            .configMaps, namespace: namespace, name: ConfigNames.copy(number, of: service),
            labels: ["app": service, ConfigLabel.service: service, ConfigLabel.revision: name])
        object.annotations = [
            ConfigAnnotation.author: author, ConfigAnnotation.time: time, ConfigAnnotation.reason: reason,
            ConfigAnnotation.hash: content.hash,
        ]
        object.setConfig(content)
        object["immutable"] = true
        return object
    }
}
