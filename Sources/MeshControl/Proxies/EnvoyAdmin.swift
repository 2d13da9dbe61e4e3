package import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An Envoy's administration interface.
package struct EnvoyAdmin: Sendable {
    private static let answerLimit = 16 * 1_024 * 1_024

    private let baseURL: String
    private let http: HTTPClient
    private let timeout: Duration

    package init(_ proxy: MeshProxy, http: HTTPClient, timeout: Duration = .seconds(1)) {
        baseURL = proxy.adminURL
        self.http = http
        self.timeout = timeout
    }

    /// What it has taken and refused; nil when it does not answer in time.
    package func configurationStats() async -> XDSStats? {
        (try? await get("/stats?filter=\(XDSStats.filter.percentEncoded)")).map { XDSStats(reading: $0) }
    }

    /// Whom it can reach; nil when it does not answer in time.
    package func clusterHealth() async -> ClusterHealth? {
        (try? await get("/stats?filter=\(ClusterHealth.filter.percentEncoded)")).map { ClusterHealth(reading: $0) }
    }

    /// The text of an answer; throws when there is none, or none with status 200.
    package func get(_ path: String) async throws -> String {
        try await send(HTTPClientRequest(url: baseURL + path))
    }

    /// Closes its access logs and opens them under their names anew.
    package func reopenLogs() async throws {
        var request = HTTPClientRequest(url: baseURL + "/reopen_logs")
        request.method = .POST
        _ = try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> String {
        let (seconds, attoseconds) = timeout.components
        let limit = TimeAmount.nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        let response = try await http.execute(request, timeout: limit)
        let body = try await response.body.collect(upTo: Self.answerLimit)
        guard response.status == .ok else { throw EnvoyAdminFailure(status: Int(response.status.code)) }
        return String(buffer: body)
    }
}

/// An answer of the administration interface that is no success.
package struct EnvoyAdminFailure: Error, Equatable, CustomStringConvertible {
    package let status: Int

    package var description: String { "the proxy's administration answered \(status)" }
}

extension String {
    /// For a query's value.
    var percentEncoded: String {
        utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character)) { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
