import Foundation
import NIOCore
import ProductAPI
import ServiceKit

/// The catalogue behind its read cache, as bytes ready to be sent.
struct CatalogAnswers: Sendable {
    /// The low-stock mark is part of the key, so that a new one shows at once.
    struct Key: Hashable, Sendable {
        let question: CatalogQuestion
        let lowStockThreshold: Int
    }

    let catalog: Catalog
    let cache: AnswerCache<Key>
    let now: @Sendable () -> Date

    /// Nil when there is no such product.
    func answer(to question: CatalogQuestion, _ settings: ProductConfig) async throws -> CachedAnswer? {
        let key = Key(question: question, lowStockThreshold: settings.lowStockThreshold)
        let policy = AnswerCache<Key>.Policy(timeToLive: settings.cacheTTL, entries: settings.cacheEntries)
        return try await cache.answer(for: key, policy: policy) {
            try await load(question, lowStockThreshold: settings.lowStockThreshold)
        }
    }

    private func load(_ question: CatalogQuestion, lowStockThreshold: Int) async throws -> CachedAnswer? {
        let loadedAt = now()
        let bytes: [UInt8]
        switch question {
        case .page(let query):
            bytes = try ShopJSON.encode(try await catalog.page(query, lowStockThreshold: lowStockThreshold))
        case .product(let handle):
            guard let product = try await catalog.product(handle: handle, lowStockThreshold: lowStockThreshold) else { return nil }
            bytes = try ShopJSON.encode(product)
        case .categories:
            bytes = try ShopJSON.encode(try await catalog.categories())
        }
        return CachedAnswer(body: ByteBuffer(bytes: bytes), entityTag: entityTag(of: bytes), loadedAt: loadedAt)
    }
}
