package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP/1.1 server that passes every request on to another one, but for what ``FaultDecider`` says.
package final class FaultProxy: Sendable {
    typealias ClientChannel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
    typealias ServerChannel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Where a proxy listens or passes on to.
    package struct Address: Sendable, Hashable {
        package let host: String
        package let port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    private let decider: FaultDecider
    private let upstream: Address
    private let onFault: @Sendable (Fault) -> Void
    private let group: any EventLoopGroup
    private let active = Atomic<Int>(0)

    /// What went wrong with a request.
    package enum Fault: String, Sendable {
        case error, slow, crash
    }

    /// - Parameter onFault: Called with everything that it does wrong, before it does; a crash is the caller's to bring about.
    package init(
        _ decider: FaultDecider, to upstream: Address, group: any EventLoopGroup, onFault: @escaping @Sendable (Fault) -> Void = { _ in }
    ) {
        self.decider = decider
        self.upstream = upstream
        self.group = group
        self.onFault = onFault
    }

    /// How many requests wait for their answer.
    package var activeRequests: Int { active.load(ordering: .relaxed) }

    /// Serves until its task is cancelled.
    /// - Parameter onListening: Called with the port, for a port 0 the one that was found.
    package func run(at address: Address, onListening: @Sendable (Int) -> Void = { _ in }) async throws {
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try ClientChannel(wrappingChannelSynchronously: channel)
                }
            }
        onListening(server.channel.localAddress?.port ?? address.port)
        try await withThrowingDiscardingTaskGroup { connections in
            try await server.executeThenClose { accepted in
                for try await client in accepted {
                    // A connection that breaks is nobody else's affair.
                    connections.addTask { try? await self.serve(client) }
                }
            }
        }
    }

    /// One connection of a client and one to the server behind live and end together.
    private func serve(_ client: ClientChannel) async throws {
        try await client.executeThenClose { requests, answers in
            let server = try await ClientBootstrap(group: group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: upstream.host, port: upstream.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try ServerChannel(wrappingChannelSynchronously: channel)
                    }
                }
            try await server.executeThenClose { responses, forwarded in
                var exchange = Exchange(
                    requests: requests.makeAsyncIterator(), answers: answers, responses: responses.makeAsyncIterator(),
                    forwarded: forwarded)
                while let head = try await exchange.nextRequest() {
                    active.add(1, ordering: .relaxed)
                    defer { active.subtract(1, ordering: .relaxed) }
                    guard try await handle(head, &exchange) else { return }
                }
            }
        }
    }

    /// Returns whether the connection goes on.
    private func handle(_ head: HTTPRequestHead, _ exchange: inout Exchange) async throws -> Bool {
        let now = ContinuousClock.now
        let verdict = decider.verdict(
            method: head.method.rawValue, target: head.uri, host: head.headers.first(name: "host"), now: Self.epoch.duration(to: now))
        if verdict.crashes { onFault(.crash) }
        if verdict.delay > .zero || verdict.slowdown > 1 { onFault(.slow) }
        if let status = verdict.status {
            onFault(.error)
            if verdict.delay > .zero { try await Task.sleep(for: verdict.delay) }
            return try await exchange.refuse(head, with: HTTPResponseStatus(statusCode: status))
        }
        return try await exchange.forward(head) { elapsed in
            let longer = verdict.delay + elapsed * max(verdict.slowdown - 1, 0)
            if longer > .zero { try await Task.sleep(for: longer) }
        }
    }

    private static let epoch = ContinuousClock.now
}
