package import Commerce
import ServiceKit
package import Storage

/// Carts in a key-value store. Each change is a compare-and-set, so that none is lost.
package struct CartStore: Sendable {
    /// How often a change is tried again when others keep being faster.
    private static let maximumTries = 100

    let store: any KeyValueStore

    package init(store: any KeyValueStore) {
        self.store = store
    }

    /// A cart at one version.
    package struct Snapshot: Sendable, Equatable {
        package var contents: CartContents
        package var version: Int
    }

    package enum ChangeError: Error, Equatable {
        case unknownCart
        /// The cart was not at the version that the caller expects.
        case versionMismatch
        /// Too many others change it at once.
        case contended
    }

    package func create(_ id: CartID, lifetime: Duration) async throws -> Snapshot {
        let contents = CartContents()
        let version = try await store.setValue(
            try ShopJSON.encode(contents), forKey: Self.key(id), expecting: .absent, lifetime: lifetime)
        guard let version else { throw ChangeError.contended }
        return Snapshot(contents: contents, version: version)
    }

    package func cart(_ id: CartID) async throws -> Snapshot? {
        guard let stored = try await store.value(forKey: Self.key(id)) else { return nil }
        return Snapshot(contents: try ShopJSON.decode(CartContents.self, from: stored.value), version: stored.version)
    }

    /// Reads, changes and writes the cart, again and again until nobody came in between. With a version that is expected, once.
    package func change(
        _ id: CartID, lifetime: Duration, isExpected: @Sendable (_ version: Int) -> Bool = { _ in true },
        _ body: @Sendable (inout CartContents) throws -> Void
    ) async throws -> Snapshot {
        for _ in 0..<Self.maximumTries {
            guard var snapshot = try await cart(id) else { throw ChangeError.unknownCart }
            guard isExpected(snapshot.version) else { throw ChangeError.versionMismatch }
            try body(&snapshot.contents)
            let version = try await store.setValue(
                try ShopJSON.encode(snapshot.contents), forKey: Self.key(id), expecting: .version(snapshot.version), lifetime: lifetime)
            if let version { return Snapshot(contents: snapshot.contents, version: version) }
        }
        throw ChangeError.contended
    }

    private static func key(_ id: CartID) -> String { "cart:\(id)" }
}
