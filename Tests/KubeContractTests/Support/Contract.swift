import Foundation
import KubeClient
import KubeModel
import TestKit

/// A namespace of its own on the API server whose contract is tested.
struct Contract: Sendable {
    let client: KubeClient
    let namespace: String
    /// Whether the server forgets as early as the test asked, which only the local one can be told.
    let forgetsEarly: Bool

    func key(_ name: String, _ type: ResourceType = .secrets) -> ObjectKey { ObjectKey(type, namespace: namespace, name: name) }
}

/// Runs `body` in a new namespace, and deletes that afterwards.
///
/// The server is that of the kubeconfig named by `SOUK_CONTRACT_KUBECONFIG`, whose user must be an administrator; without one it is a
/// local cluster in this process. Every assertion holds for both: what the local cluster promises is what Kubernetes does.
/// - Parameter changesKept: How many changes a local server remembers.
func withContract(changesKept: Int = 10_000, _ body: @escaping @Sendable (Contract) async throws -> Void) async throws {
    if let path = ProcessInfo.processInfo.environment["SOUK_CONTRACT_KUBECONFIG"], !path.isEmpty {
        try await withContract(on: try .kubeconfig(path), forgetsEarly: false, body)
    } else {
        try await withLocalServer(changesKept: changesKept) { config in
            try await withContract(on: config, forgetsEarly: changesKept < 1_000, body)
        }
    }
}

private func withContract(
    on config: KubeConfig, forgetsEarly: Bool, _ body: @Sendable (Contract) async throws -> Void
) async throws {
    var settings = ClientSettings()
    settings.watchTimeout = .seconds(20)
    try await KubeClient.withClient(config, settings: settings, logger: .quiet) { client in
        var wanted = KubeObject(.namespaces, name: "")
        wanted["metadata"] = ["generateName": "souk-contract-"]
        let namespace = try await client.create(wanted, as: .namespaces).name
        let contract = Contract(client: client, namespace: namespace, forgetsEarly: forgetsEarly)
        let outcome = await Result.of {
            // Pods are refused before it is there.
            try await eventually(within: .seconds(30)) { try await contract.exists(contract.key("default", .serviceAccounts)) }
            try await body(contract)
        }
        try await contract.remove()
        try outcome.get()
    }
}

extension Contract {
    func exists(_ key: ObjectKey) async throws(StatusError) -> Bool {
        do throws(StatusError) {
            _ = try await client.get(key)
            return true
        } catch {
            guard error.reason == .notFound else { throw error }
            return false
        }
    }

    /// Deletes the namespace. The server empties it in its own time, for which nothing in it may hold a finalizer of a failed test.
    fileprivate func remove() async throws(StatusError) {
        try await client.delete(ObjectKey(.namespaces, name: namespace))
        for object in try await client.list(.configMaps, namespace: namespace).items where !object.finalizers.isEmpty {
            do throws(StatusError) {
                try await client.patch(key(object.name, .configMaps), .merge(["metadata": ["finalizers": nil]]))
            } catch {
                guard error.reason == .notFound else { throw error }
            }
        }
    }
}
