import Hummingbird
import KubeModel
import NIOCore
import ServiceLifecycle

extension ResourceHandler {
    /// The log of one container of a pod, as text.
    func log(_ call: ResourceCall, _ target: Target) async throws -> Response {
        guard let key = target.key, target.type == .pods else { throw StatusError.methodNotAllowed }
        guard let logs else { throw Self.noLogs }
        let pod = try await store.get(key)
        let options = try logOptions(call, pod)
        let chunks = try await logs.log(of: pod, options)
        let request = call.request
        return Response(
            status: .ok, headers: [.contentType: "text/plain", .cacheControl: "no-cache, private", .connection: "close"],
            body: ResponseBody { writer in
                // The header goes out at once, also when nothing has been written yet.
                try await writer.write(ByteBuffer())
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    for try await chunk in chunks.cancelOnGracefulShutdown() { try await writer.write(ByteBuffer(bytes: chunk)) }
                }
                try await writer.finish(nil)
            })
    }

    private func logOptions(_ call: ResourceCall, _ pod: KubeObject) throws(StatusError) -> PodLogOptions {
        var options = PodLogOptions(container: try Self.container(call.query["container"], of: pod))
        options.isFollowed = call.query.flag("follow")
        options.isPrevious = call.query.flag("previous")
        options.hasTimestamps = call.query.flag("timestamps")
        options.tailLines = try call.query.count("tailLines")
        options.byteLimit = try call.query.count("limitBytes")
        if let seconds = try call.query.count("sinceSeconds") { options.since = store.time - .seconds(seconds) }
        if let text = call.query["sinceTime"] {
            guard let time = KubeTime(text) else { throw .badRequest("sinceTime: invalid time \"\(text.prefix(64))\"") }
            options.since = time
        }
        return options
    }

    /// The container that is asked for, or the only one that there is.
    private static func container(_ asked: String?, of pod: KubeObject) throws(StatusError) -> String {
        let names = { (member: String) in pod.spec[member].elements.compactMap { $0["name"].string } }
        let all = names("containers")
        if let asked {
            guard (all + names("initContainers")).contains(asked) else {
                throw .badRequest("container \(asked) is not valid for pod \(pod.name)")
            }
            return asked
        }
        if let name = pod.annotations["kubectl.kubernetes.io/default-container"], all.contains(name) { return name }
        guard all.count == 1 else {
            throw .badRequest("a container name must be specified for pod \(pod.name), choose one of: [\(all.joined(separator: " "))]")
        }
        return all[0]
    }

    private static let noLogs = StatusError(
        code: 503, reason: .unavailable, message: "no node agent runs, and so there are no logs to read")
}
