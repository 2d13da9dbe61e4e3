import NIOCore
import NIOHTTP1

/// Writes requests in absolute form (RFC 9112, section 3.2.2), as one sends them to a proxy: `GET http://product-service/products`.
///
/// AsyncHTTPClient itself would only tunnel through a proxy by CONNECT, plain HTTP too; the mesh can route nothing but what it sees.
final class AbsoluteFormHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var part = unwrapOutboundIn(data)
        if case .head(var head) = part, head.uri.hasPrefix("/"), let host = head.headers.first(name: "host") {
            head.uri = "http://\(host)\(head.uri)"
            part = .head(head)
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    /// Puts one into a connection, where it sees requests before they become bytes.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(AbsoluteFormHandler(), position: .after(try pipeline.handler(type: HTTPRequestEncoder.self)))
        }
    }
}
