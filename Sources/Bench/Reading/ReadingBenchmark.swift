/// How many product pages and product answers the shop serves for each bare hello.
struct ReadingBenchmark: Sendable {
    private static let connections = 32
    private static let warmUpSeconds = 1
    private static let seconds = 5

    let hello: HelloServer
    let shop: MeasuredShop
    let folder: String
    let rounds: Int

    func run() async throws -> [Comparison] {
        let handle = try await shop.api.handles(limit: 1)[0]
        let page = "\(shop.url)/products/\(handle)"
        let answer = "\(shop.url)/api/products/\(handle)"
        var rates: [String: [Double]] = [:]
        for round in 1...rounds {
            progress("reading, round \(round) of \(rounds)")
            for url in [hello.url, page, answer] { rates[url, default: []].append(try await rate(of: url)) }
        }
        let baseline = Comparison.Side("bare hello", rates: rates[hello.url] ?? [])
        return [("product page", page), ("product API", answer)].map { name, url in
            Comparison(name, unit: "requests", subject: .init(name, rates: rates[url] ?? []), baseline: baseline)
        }
    }

    /// Throws ``BenchFailure`` when any answer was an error: errors are quick, and would flatter the rate.
    private func rate(of url: String) async throws -> Double {
        let wrk = Wrk(connections: Self.connections, folder: folder)
        _ = try await wrk.run(url, seconds: Self.warmUpSeconds)
        let result = try await wrk.run(url, seconds: Self.seconds)
        guard result.refused == 0, result.broken == 0, result.answers > 0 else {
            throw BenchFailure("\(url) gave \(result.refused) errors and \(result.broken) broken answers of \(result.answers).")
        }
        return result.answersPerSecond
    }
}
