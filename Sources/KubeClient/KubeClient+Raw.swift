package import KubeModel

extension KubeClient {
    /// Sends any request and hands back whatever is answered. Throws only when nothing is.
    package func raw(_ request: APIRequest) async throws(StatusError) -> APIAnswer {
        try await transport.send(request)
    }

    /// Streams the body of an answer, such as a pod's log. Throws what the server refuses it with; the stream ends with the connection.
    /// - Parameter silenceLimit: How long nothing may come before the connection is given up.
    package func stream(
        _ request: APIRequest, silenceLimit: Duration = .seconds(86_400)
    ) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error> {
        try await transport.stream(request, decoder: PieceDecoder(), silenceLimit: silenceLimit)
    }

    /// The log of a pod's container, as it grows when `follow` is true.
    package func podLog(
        namespace: String, pod: String, container: String? = nil, follow: Bool = false
    ) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error> {
        var request = APIRequest("GET", APIRequest.path(of: ObjectKey(.pods, namespace: namespace, name: pod)) + "/log")
        if let container { request.query.append(("container", container)) }
        if follow { request.query.append(("follow", "true")) }
        request.accept = "*/*"
        return try await stream(request)
    }
}
