import Delivery
import KubeModel
import LocalCluster
import StorageSQLite
import TestKit

/// A cluster with the ConfigMap of a service `web` in the namespace `shop`.
struct RevisionStore: Sendable {
    static let mainKey = ObjectKey(.configMaps, namespace: "shop", name: "web-config")
    static let now = KubeTime(seconds: 1_780_000_000)

    let store: ObjectStore

    var revisions: ConfigRevisions { ConfigRevisions(store, service: "web", namespace: "shop", now: { Self.now }) }

    func main() async throws -> KubeObject { try await store.get(Self.mainKey) }

    /// Edits the plain content, as `kubectl edit` does.
    func edit(_ texts: [String: String], by manager: String = "kubectl-edit") async throws {
        var main = try await main()
        main["data"] = JSON(texts)
        try await store.update(main, as: .configMaps, manager: manager)
    }

    static func content(_ limit: Int) -> ConfigContent { ConfigContent(texts: ["web.yaml": "limit: \(limit)\n"]) }
}

/// Opens the database file of a folder and closes it afterwards, as a restart does.
func withRevisionStore<Value>(
    in folder: String, isolation: isolated (any Actor)? = #isolation, _ body: (RevisionStore) async throws -> Value
) async throws -> Value {
    let database = try SQLiteDatabase(path: folder + "/objects.sqlite", logger: .silent)
    defer { try? database.close() }
    let store = RevisionStore(store: try await ObjectStore(database: database, logger: .silent))
    if (try? await store.main()) == nil {
        try await store.store.create(KubeObject(.namespaces, name: "shop"), as: .namespaces)
        var main = KubeObject(.configMaps, namespace: "shop", name: "web-config", labels: ["app": "web"])
        main["data"] = JSON(RevisionStore.content(1).texts)
        try await store.store.create(main, as: .configMaps, manager: "kubectl-create")
    }
    return try await body(store)
}

func withRevisionStore<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (RevisionStore) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { folder in try await withRevisionStore(in: folder, body) }
}
