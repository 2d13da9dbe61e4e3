import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests over kept-alive connections, and to the next target when one refuses the connection.
struct ShopClient: Sendable {
    struct Exchange: Sendable {
        var answer: Answer
        /// How many targets refused the connection before this answer.
        var failovers: Int
    }

    private static let bodyLimit = 8 * 1024 * 1024

    private let http: HTTPClient
    private let targets: [String]
    private let catalogTargets: [String]
    private let timeout: Duration

    init(http: HTTPClient, plan: LoadPlan) {
        self.http = http
        targets = Self.withoutSlash(plan.targets)
        catalogTargets = plan.catalogTargets.isEmpty ? targets : Self.withoutSlash(plan.catalogTargets)
        timeout = plan.requestTimeout
    }

    /// Connections as many as visitors, no redirects, no hidden repetition: what the shop does must show.
    static func configuration(for plan: LoadPlan) -> HTTPClient.Configuration {
        var pool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: plan.maximumInFlight)
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)), connectionPool: pool)
        configuration.httpVersion = .http1Only
        return configuration
    }

    /// Sends the call, to the target with this number (modulo their number) first.
    func send(_ call: ShopCall, startingAt first: Int) async -> Exchange {
        let targets = call.path.hasPrefix("/api/products") ? catalogTargets : targets
        var answer = Answer.cancelled
        for attempt in 0..<targets.count {
            answer = await send(call, to: targets[(first + attempt) % targets.count])
            guard case .noResponse(_, isRefused: true) = answer else { return Exchange(answer: answer, failovers: attempt) }
        }
        return Exchange(answer: answer, failovers: targets.count - 1)
    }

    private static func withoutSlash(_ targets: [String]) -> [String] {
        targets.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private func send(_ call: ShopCall, to target: String) async -> Answer {
        var request = HTTPClientRequest(url: target + call.path)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers.add(name: "accept", value: "application/json")
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        if let body = call.body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        do {
            let response = try await http.execute(request, deadline: .now() + TimeAmount(min(call.timeout ?? timeout, timeout)))
            let body = try await response.body.collect(upTo: Self.bodyLimit)
            return .response(Answer.Response(response, body: [UInt8](body.readableBytesView)))
        } catch {
            return Answer(transport: error)
        }
    }
}

extension Answer {
    fileprivate init(transport error: any Error) {
        switch error {
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError where error == .cancelled: self = .cancelled
        case is NIOConnectionError: self = .noResponse(reason: "connection refused", isRefused: true)
        case let error as IOError where error.errnoCode == ECONNREFUSED: self = .noResponse(reason: "connection refused", isRefused: true)
        case let error as HTTPClientError where error == .connectTimeout: self = .noResponse(reason: "connect timeout", isRefused: true)
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            self = .noResponse(reason: "timeout", isRefused: false)
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            self = .noResponse(reason: "connection closed", isRefused: false)
        case let error as IOError where error.errnoCode == ECONNRESET || error.errnoCode == EPIPE:
            self = .noResponse(reason: "connection reset", isRefused: false)
        default: self = .noResponse(reason: "\(error)", isRefused: false)
        }
    }
}

extension Answer.Response {
    fileprivate init(_ response: HTTPClientResponse, body: [UInt8]) {
        struct ProblemCode: Decodable { let code: String? }
        let retryAfter = response.headers.first(name: "retry-after").map { text in Duration.seconds(max(0, Int(text) ?? 1)) }
        let isError = response.status.code >= 400
        let code = isError ? (try? JSONDecoder().decode(ProblemCode.self, from: Data(body)))?.code : nil
        self.init(
            status: Int(response.status.code), retryAfter: retryAfter, entityTag: response.headers.first(name: "etag"), code: code,
            body: body)
    }
}
