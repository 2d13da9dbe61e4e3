import NIOCore
import NIOPosix
import NIOSSL

/// One GET over one connection, of which only the status line of the answer counts.
package struct HTTPProbe: Sendable {
    package let request: ProbeAction.HTTPRequest
    package let host: String
    package let port: Int

    /// Success is a status from 200 to 399, as in Kubernetes.
    package func run(timeout: Double) async -> ProbeResult {
        let limit = TimeAmount.milliseconds(Int64(timeout * 1_000))
        do {
            let status = try await status(limit)
            guard (200..<400).contains(status) else { return .failure("HTTP probe failed with statuscode: \(status)") }
            return .success
        } catch HTTPProbeError.timedOut {
            return .failure(ProbeFault.text(HTTPProbeError.timedOut(seconds: timeout), host: host, port: port, timeout: timeout))
        } catch {
            return .failure(ProbeFault.text(error, host: host, port: port, timeout: timeout))
        }
    }

    private func status(_ limit: TimeAmount) async throws -> Int {
        let group = MultiThreadedEventLoopGroup.singleton
        let answer = group.next().makePromise(of: Int.self)
        // Whatever else happens, the promise is kept by then.
        let timer = answer.futureResult.eventLoop.scheduleTask(in: limit) { answer.fail(HTTPProbeError.timedOut(seconds: 0)) }
        defer { timer.cancel() }
        let head = head
        let tls = request.isSecure ? try Self.trustingTLS() : nil
        let connecting = ClientBootstrap(group: answer.futureResult.eventLoop).connectTimeout(limit).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls { try channel.pipeline.syncOperations.addHandler(try NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                try channel.pipeline.syncOperations.addHandler(StatusLineHandler(head: head, answer: answer))
            }
        }.connect(host: host, port: port)
        connecting.whenFailure { answer.fail($0) }
        let result = await withTaskCancellationHandler {
            await Result { try await answer.futureResult.get() }
        } onCancel: {
            answer.fail(CancellationError())
        }
        if let channel = try? await connecting.get() { try? await channel.close().get() }
        return try result.get()
    }

    private var head: String {
        var lines = ["GET \(request.path) HTTP/1.1"]
        let names = Set(request.headers.map { $0.name.lowercased() })
        if !names.contains("host") { lines.append("Host: \(host):\(port)") }
        if !names.contains("user-agent") { lines.append("User-Agent: kube-probe/1.37") }
        if !names.contains("accept") { lines.append("Accept: */*") }
        lines += request.headers.map { "\($0.name): \($0.value)" }
        return (lines + ["Connection: close"]).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A probe proves life and not identity: as in Kubernetes, certificates are not checked.
    private static func trustingTLS() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLContext(configuration: configuration)
    }
}

extension Result where Failure == any Error {
    /// The result of `body`.
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Sends the request and reads until the end of the status line.
private final class StatusLineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes; more than any status line.
    private static let limit = 4_096

    private let head: String
    private let answer: EventLoopPromise<Int>
    private var line = ""

    init(head: String, answer: EventLoopPromise<Int>) {
        self.head = head
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: head)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        line += String(buffer: unwrapInboundIn(data))
        guard line.utf8.contains(UInt8(ascii: "\n")) || line.utf8.count > Self.limit else { return }
        let words = line.prefix { !$0.isNewline }.split(separator: " ")
        if words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) {
            answer.succeed(status)
        } else {
            answer.fail(HTTPProbeError.notHTTP)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(HTTPProbeError.closed)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(error)
        context.close(promise: nil)
    }
}
