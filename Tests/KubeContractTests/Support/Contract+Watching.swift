import KubeClient
import KubeModel

extension Contract {
    /// What a watch tells from a version on, until it has told `count` changes.
    /// - Parameter countsBookmarks: Whether bookmarks are told as well; they are left out otherwise.
    func events(
        of type: ResourceType = .secrets, labels: LabelSelector = .everything, after version: String, count: Int,
        countsBookmarks: Bool = false
    ) async throws -> [WatchEvent] {
        let watch = try await client.watch(
            type, namespace: namespace, selector: ObjectSelector(labels: labels), after: version)
        var events: [WatchEvent] = []
        for try await event in watch {
            if event.object == nil, !countsBookmarks { continue }
            events.append(event)
            if events.count == count { break }
        }
        return events
    }

    /// The version of the secrets now.
    func version() async throws(StatusError) -> String { try await client.list(.secrets, namespace: namespace).resourceVersion }
}

extension WatchEvent {
    /// Such as `added a`.
    var summary: String {
        switch self {
        case .added(let object): "added \(object.name)"
        case .modified(let object): "modified \(object.name)"
        case .deleted(let object): "deleted \(object.name)"
        case .bookmark: "bookmark"
        }
    }

    /// From which a watch goes on after this event.
    var version: String {
        switch self {
        case .added(let object), .modified(let object), .deleted(let object): object.resourceVersion
        case .bookmark(let version): version
        }
    }
}
