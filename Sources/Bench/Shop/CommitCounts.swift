import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// How many writes each database of the shop has made durable, and in how many commits, out of `/metrics`.
struct CommitCounts: Sendable {
    var writes: [ShopFile: Double] = [:]
    var commits: [ShopFile: Double] = [:]

    static func read(from shop: MeasuredShop) async throws -> CommitCounts {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: "\(shop.adminURL)/metrics"), timeout: .seconds(10))
        return CommitCounts(exposition: String(buffer: try await response.body.collect(upTo: 16 * 1024 * 1024)))
    }

    init(exposition: String) {
        for line in exposition.split(separator: "\n") where line.hasPrefix("souk_database_batch_size_") {
            guard let file = ShopFile.allCases.first(where: { line.contains("\"\($0.rawValue).sqlite\"") }),
                let value = line.split(separator: " ").last.flatMap({ Double($0) })
            else { continue }
            if line.hasPrefix("souk_database_batch_size_sum") { writes[file] = value }
            if line.hasPrefix("souk_database_batch_size_count") { commits[file] = value }
        }
    }

    static func - (after: CommitCounts, before: CommitCounts) -> CommitCounts {
        var difference = after
        difference.writes.merge(before.writes) { $0 - $1 }
        difference.commits.merge(before.commits) { $0 - $1 }
        return difference
    }
}
