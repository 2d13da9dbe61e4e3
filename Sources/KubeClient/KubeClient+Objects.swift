package import KubeModel

extension KubeClient {
    package func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        KubeObject(try await json(.get(key)))
    }

    package func list(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector
    ) async throws(StatusError) -> ObjectList {
        do throws(StatusError) {
            return try await list(type, namespace, selector, pageSize: settings.pageSize)
        } catch {
            guard error.code == 410 else { throw error }
            // The pages took so long that the version of the first is no longer kept: all at once then.
            return try await list(type, namespace, selector, pageSize: nil)
        }
    }

    private func list(
        _ type: ResourceType, _ namespace: String?, _ selector: ObjectSelector, pageSize: Int?
    ) async throws(StatusError) -> ObjectList {
        var items: [KubeObject] = []
        var continuation: String?
        while true {
            let page = try await json(
                .list(type, namespace: namespace, selector: selector, limit: pageSize, continuation: continuation))
            items += page["items"].elements.map { Self.item($0, of: type) }
            continuation = page[path: ["metadata", "continue"]].string
            guard let continuation, !continuation.isEmpty else {
                return ObjectList(items: items, resourceVersion: page[path: ["metadata", "resourceVersion"]].string ?? "")
            }
        }
    }

    /// An element of a list carries no kind of its own.
    private static func item(_ json: JSON, of type: ResourceType) -> KubeObject {
        var json = json
        if json["kind"].isNull { json["kind"] = .string(type.kind) }
        if json["apiVersion"].isNull { json["apiVersion"] = .string(type.apiVersion) }
        return KubeObject(json)
    }

    package func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let time = settings.watchTimeout + settings.watchTimeout / 2 * Double.random(in: 0...1)
        let seconds = max(1, Int(time.components.seconds))
        let request = APIRequest.watch(type, namespace: namespace, selector: selector, after: resourceVersion, seconds: seconds)
        return try await transport.stream(
            request, decoder: WatchDecoder(limit: settings.eventLimit), silenceLimit: .seconds(seconds) + settings.watchSlack)
    }

    @discardableResult
    package func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        let answer = try await json(.write(write))
        guard answer["kind"].string == "Status" else { return KubeObject(answer) }
        // Some types answer a deletion with a Status, of which only the uid says anything.
        var object = KubeObject(write.key.type, namespace: write.key.namespace, name: write.key.name)
        object["metadata", "uid"] = answer[path: ["details", "uid"]]
        return object
    }

    /// The type of a kind, as the server knows it: how custom kinds are found. What is found is kept.
    package func resourceType(apiVersion: String, kind: String) async throws(StatusError) -> ResourceType {
        try await catalog.type(apiVersion: apiVersion, kind: kind) { request async throws(StatusError) in try await self.json(request) }
    }

    private func json(_ request: APIRequest) async throws(StatusError) -> JSON {
        try await transport.send(request).json(from: config.server)
    }
}
