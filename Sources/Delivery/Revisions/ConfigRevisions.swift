package import KubeModel

/// The revisions of one service's configuration. Whoever adds to them, however many at once, each number belongs to one content for ever.
package struct ConfigRevisions: Sendable {
    /// How many revisions are kept beside those that something refers to.
    package static let kept = 50
    /// How often a number is tried anew that somebody else was quicker to take.
    private static let attempts = 20

    let api: any ObjectAPI
    package let service: String
    package let namespace: String
    let now: @Sendable () -> KubeTime

    package init(_ api: any ObjectAPI, service: String, namespace: String, now: @escaping @Sendable () -> KubeTime) {
        self.api = api
        self.service = service
        self.namespace = namespace
        self.now = now
    }

    /// The ConfigMap that the pods watch.
    package func main() async throws(StatusError) -> KubeObject {
        try await api.get(ObjectKey(.configMaps, namespace: namespace, name: ConfigNames.main(of: service)))
    }

    /// All that are kept, the newest first.
    package func list() async throws(StatusError) -> [RecordedRevision] {
        let selector = ObjectSelector(labels: LabelSelector(matching: [ConfigLabel.service: service]))
        let copies = try await api.list(.configMaps, namespace: namespace, selector: selector).items
        return copies.compactMap(RecordedRevision.init).filter { $0.service == service }.sorted { $0.number > $1.number }
    }

    /// Throws 404 when it was never made, or is kept no longer.
    package func get(_ number: Int) async throws(StatusError) -> RecordedRevision {
        let key = ObjectKey(.configMaps, namespace: namespace, name: ConfigNames.copy(number, of: service))
        guard let revision = RecordedRevision(try await api.get(key)) else { throw .notFound(key) }
        return revision
    }

    /// Keeps a content. The same as the newest one's is that revision, whoever made it.
    package func record(_ content: ConfigContent, author: String, reason: String) async throws(StatusError) -> RecordedRevision {
        for _ in 1..<Self.attempts {
            do throws(StatusError) {
                return try await add(content, author: author, reason: reason)
            } catch {
                // Somebody else took the number. Perhaps with the same content.
                guard error.reason == .alreadyExists else { throw error }
            }
        }
        return try await add(content, author: author, reason: reason)
    }

    private func add(_ content: ConfigContent, author: String, reason: String) async throws(StatusError) -> RecordedRevision {
        let newest = try await list().first
        if let newest, newest.content.isSame(as: content) { return newest }
        let revision = RecordedRevision(
            service: service, number: (newest?.number ?? 0) + 1, content: content, author: author, time: now().text, reason: reason)
        try await api.create(revision.object(namespace: namespace), as: .configMaps, manager: RolloutManager.config)
        return revision
    }

    /// Sees to it that what the main ConfigMap says is a revision, and that it names that.
    /// - Returns: The revision; nil when it was named already, or nothing is said.
    @discardableResult
    package func settle(_ main: KubeObject) async throws(StatusError) -> RecordedRevision? {
        let content = ConfigContent(of: main)
        let mark = ConfigMark(of: main)
        guard !content.isEmpty, !mark.isTrue(of: content) else { return nil }
        let reason = mark.revision == nil ? "as it was found" : "edited directly"
        let revision = try await record(content, author: main.lastConfigEditor ?? "unknown", reason: reason)
        var marked = main
        ConfigMark(revision: revision.name, hash: content.hash).write(to: &marked)
        // An update and not a patch: only if nobody has edited it meanwhile.
        try await api.update(marked, as: .configMaps, manager: RolloutManager.config)
        return revision
    }
}

/// Who writes, as `managedFields` name it.
enum RolloutManager {
    static let config = "souk-config"
}

extension KubeObject {
    /// Who wrote the content last, by its managed fields.
    var lastConfigEditor: String? {
        let writers = json[path: ["metadata", "managedFields"]].elements.filter { entry in
            entry["manager"].string != RolloutManager.config
                && (!entry["fieldsV1"]["f:data"].isNull || !entry["fieldsV1"]["f:binaryData"].isNull)
        }
        return writers.max { ($0["time"].string ?? "") < ($1["time"].string ?? "") }?["manager"].string
    }
}
