import KubeClient
import KubeModel

extension Contract {
    /// Sends a request as it is written here, and returns whatever is answered.
    func send(
        _ method: String, _ path: String, _ query: [(name: String, value: String)] = [], _ body: String? = nil,
        type: String = "application/json", accept: String = "application/json"
    ) async throws(StatusError) -> APIAnswer {
        var request = APIRequest(method, path, query: query, contentType: body == nil ? nil : type, body: body.map { Array($0.utf8) })
        request.accept = accept
        return try await client.raw(request)
    }

    /// The path of a kind's objects in the namespace.
    func path(_ type: ResourceType = .secrets) -> String { APIRequest.path(of: type, namespace: namespace) }

    /// One page of the secrets, or what it is refused with.
    func page(limit: Int? = nil, after token: String? = nil, _ query: [(name: String, value: String)] = []) async throws -> JSON {
        var query = query
        if let limit { query.append(("limit", "\(limit)")) }
        if let token { query.append(("continue", token)) }
        return try await send("GET", path(), query).object()
    }

    /// The names of the secrets that a query selects.
    func names(_ query: [(name: String, value: String)] = []) async throws -> [String] {
        try await page(query)["items"].names
    }
}

extension APIAnswer {
    /// The JSON of a success; otherwise throws the server's refusal.
    func object() throws(StatusError) -> JSON { try json(from: "the server of the contract") }
}

extension JSON {
    /// Of the objects in a list.
    var names: [String] { elements.compactMap { $0["metadata"]["name"].string } }
}
