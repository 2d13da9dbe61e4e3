package import AsyncHTTPClient
import NIOHTTP1
import Synchronization

/// Reads everything from one exposition over HTTP, such as the one in which `souk up` gathers the metrics of all proxies and pods, and
/// evaluates selectors on it.
package final class ExpositionSource: MetricSource {
    /// How many selectors are kept ready. A rollout asks the same few each time.
    private static let memoryLimit = 256

    package let name: String
    private let url: String
    private let exchange: BoundedExchange
    private let prepared = Mutex<[String: ExpositionQuery]>([:])

    /// - Parameters:
    ///   - url: Of the exposition, such as `http://127.0.0.1:9090/metrics`.
    ///   - timeout: For the whole answer. A pass that waits for it judges nothing, not even a crash.
    ///   - limit: The most that is read, in bytes.
    package init(url: String, http: HTTPClient, timeout: Duration = .seconds(1), limit: Int = 16 * 1_024 * 1_024) {
        name = "exposition at \(url)"
        self.url = url
        exchange = BoundedExchange(http: http, timeout: timeout, limit: limit)
    }

    package func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]] {
        // A selector that cannot be evaluated is told of before anybody is asked.
        var queries: [ExpositionQuery] = []
        for selector in selectors { queries.append(try query(selector)) }
        return try ExpositionReader.read(try await fetch(), queries)
    }

    private func query(_ selector: String) throws(MetricSourceFailure) -> ExpositionQuery {
        if let known = prepared.withLock({ $0[selector] }) { return known }
        do throws(SelectorFault) {
            let query = ExpositionQuery(try SeriesSelector(parsing: selector))
            prepared.withLock { prepared in
                if prepared.count >= Self.memoryLimit { prepared = [:] }
                prepared[selector] = query
            }
            return query
        } catch {
            throw MetricSourceFailure("`\(selector)` \(error)")
        }
    }

    private func fetch() async throws(MetricSourceFailure) -> [UInt8] {
        let headers = HTTPHeaders([("accept", "text/plain;version=0.0.4"), ("user-agent", "souk")])
        guard let request = try? HTTPClient.Request(url: url, headers: headers) else { throw MetricSourceFailure("`\(url)` is no URL") }
        let answer = try await exchange.send(request)
        guard answer.status == .ok else { throw MetricSourceFailure("it answered \(answer.status.code)") }
        if let type = answer.headers.first(name: "content-type"), !type.lowercased().hasPrefix("text/plain") {
            throw MetricSourceFailure("it answered with \(type), which is no exposition")
        }
        return answer.bytes
    }
}
