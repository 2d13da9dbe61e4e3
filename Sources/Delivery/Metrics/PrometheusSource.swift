package import AsyncHTTPClient
package import Foundation
import NIOHTTP1

/// Asks a Prometheus, or whatever speaks its HTTP API. Every PromQL expression whose value is an instant vector is a selector to it.
///
/// The selectors of one reading are all asked for the same time, and if one cannot be had, none is: an incomplete answer would look like
/// series that are gone. For the same reason an answer with warnings is refused; a store behind a query layer that could not be reached is
/// told of that way. Informational annotations are not heeded.
package struct PrometheusSource: MetricSource {
    package let name: String
    private let url: String
    private let tokenFile: String?
    private let exchange: BoundedExchange
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - url: What `/api/v1/query` is appended to, such as `http://prometheus.monitoring:9090`.
    ///   - tokenFile: A file with a bearer token, read each time it is needed, because tokens are replaced.
    ///   - timeout: For the whole of each answer. A pass that waits for it judges nothing, not even a crash.
    ///   - limit: The most that is read of each answer, in bytes.
    package init(
        url: String, tokenFile: String? = nil, http: HTTPClient, timeout: Duration = .seconds(1), limit: Int = 16 * 1_024 * 1_024,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.tokenFile = tokenFile
        self.now = now
        name = "Prometheus at \(self.url)"
        exchange = BoundedExchange(http: http, timeout: timeout, limit: limit)
    }

    package func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]] {
        let token = try token()
        let time = String(format: "%.3f", now().timeIntervalSince1970)
        let answers = await withTaskGroup(of: (String, Result<[MetricSeries], MetricSourceFailure>).self) { group in
            for selector in Set(selectors) {
                group.addTask { (selector, await self.answer(to: selector, at: time, token: token)) }
            }
            var answers: [String: Result<[MetricSeries], MetricSourceFailure>] = [:]
            for await (selector, answer) in group {
                answers[selector] = answer
                if case .failure = answer {
                    // The first failure is the one to tell; what is called off because of it says nothing new.
                    group.cancelAll()
                    return [selector: answer]
                }
            }
            return answers
        }
        for case .failure(let failure) in answers.values { throw failure }
        return selectors.map { (try? answers[$0]?.get()) ?? [] }
    }

    private func answer(to selector: String, at time: String, token: String?) async -> Result<[MetricSeries], MetricSourceFailure> {
        do throws(MetricSourceFailure) {
            let answer = try await exchange.send(try request(selector, at: time, token: token))
            return .success(try PrometheusAnswer.series(status: Int(answer.status.code), body: answer.bytes))
        } catch {
            return .failure(MetricSourceFailure("`\(selector)`: \(error.message)"))
        }
    }

    private func request(_ selector: String, at time: String, token: String?) throws(MetricSourceFailure) -> HTTPClient.Request {
        var headers = HTTPHeaders([
            ("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded"), ("user-agent", "souk"),
        ])
        if let token { headers.add(name: "authorization", value: "Bearer \(token)") }
        let body = "query=\(Self.formEncoded(selector))&time=\(time)"
        guard let request = try? HTTPClient.Request(url: url + "/api/v1/query", method: .POST, headers: headers, body: .string(body)) else {
            throw MetricSourceFailure("`\(url)` is no URL")
        }
        return request
    }

    /// The token's file as it is now. No message ever shows what is in it.
    private func token() throws(MetricSourceFailure) -> String? {
        guard let tokenFile else { return nil }
        guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
            throw MetricSourceFailure("the token's file \(tokenFile) cannot be read")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw MetricSourceFailure("the token's file \(tokenFile) holds no token")
        }
        return token
    }

    private static func formEncoded(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
