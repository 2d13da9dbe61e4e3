import HTTPTypes
import Hummingbird
import KubeModel
import NIOCore
import ServiceLifecycle

extension ResourceHandler {
    func watch(_ call: ResourceCall, _ target: Target) throws -> Response {
        let sendsInitial = call.query.flag("sendInitialEvents")
        let hasBookmarks = call.query.flag("allowWatchBookmarks")
        var request = WatchRequest(after: try ObjectStore.version(call.query["resourceVersion"] ?? ""))
        if sendsInitial {
            guard call.query["resourceVersionMatch"] == "NotOlderThan" else { throw Self.matchMissing }
            request = WatchRequest(after: nil, marksInitialEnd: hasBookmarks)
        }
        let timeout = try call.query.count("timeoutSeconds").map { Duration.seconds(min($0, 86_400)) } ?? settings.watchTimeout
        let view = try view(call, target)
        let watch = try store.open(
            WatchScope(type: target.type, namespace: target.namespace, selector: target.selector), request)
        let stream = WatchStream(
            store: store, watch: watch, view: view, bookmarkInterval: hasBookmarks ? settings.bookmarkInterval : nil, timeout: timeout)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache, private", .connection: "close"],
            body: ResponseBody { writer in try await stream.write(to: &writer, for: call.request) })
    }

    private static let matchMissing = StatusError(
        code: 422, reason: .invalid,
        message: "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is required when "
            + "sendInitialEvents is set to true")
}
