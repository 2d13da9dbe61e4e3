import Delivery
import Foundation
import KubeModel
import LocalCluster
import Logging
import ReleaseEngine
import TestKit

/// A cluster with a service `web` in the namespace `shop`, whose version v1 serves: the API is the real one, the pods, proxies and metrics
/// behind it are played.
struct PlayedShop: Sendable {
    static let namespace = "shop"
    static let service = "web"

    let store: any ObjectAPI
    let plane: PlayedDataPlane
    let metrics: PlayedMetrics

    static func key(_ type: ResourceType, _ name: String) -> ObjectKey { ObjectKey(type, namespace: namespace, name: name) }

    /// Times that are short enough for tests and still long beside what a busy machine takes.
    static var settings: DeliverySettings {
        DeliverySettings(
            leaseDuration: .milliseconds(800), leaseMargin: .milliseconds(200), leaseRenewal: .milliseconds(150),
            leaseRetry: .milliseconds(75), passInterval: .milliseconds(2), lookAfterInterval: .milliseconds(200))
    }

    func controller(
        _ identity: String, api: (any ObjectAPI)? = nil, settings: DeliverySettings = settings
    ) -> DeliveryController {
        let now = { @Sendable in KubeTime(secondsSince1970: Date().timeIntervalSince1970) }
        return DeliveryController(
            api: api ?? store, namespace: Self.namespace, identity: identity, worlds: { [.release: ReleaseWorld($0, now: now)] },
            metrics: metrics, settings: settings, now: now, logger: .silent)
    }
}

/// Makes a shop for `body` and removes it afterwards.
func withPlayedShop(
    isolation: isolated (any Actor)? = #isolation, _ body: (PlayedShop) async throws -> Void
) async throws {
    try await withTemporaryDatabase { database in
        let store = try await ObjectStore(database: database, logger: .silent)
        let plane = PlayedDataPlane(api: store)
        let shop = PlayedShop(store: store, plane: plane, metrics: PlayedMetrics(plane: plane))
        try await shop.furnish()
        try await running({ await plane.run() }) {
            try await eventually { try await shop.isSettled }
            try await body(shop)
        }
    }
}

/// Runs something beside `body`, and cancels it when `body` has ended.
func running<Value>(
    _ other: @escaping @Sendable () async throws -> Void, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await other() }
        defer { group.cancelAll() }
        return try await body()
    }
}

extension Logger {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
