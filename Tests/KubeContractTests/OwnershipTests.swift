import KubeClient
import KubeModel
import TestKit
import Testing

@Suite("Contract: what becomes of dependents")
struct OwnershipTests {
    /// Makes an owner and what depends on it.
    private static func family(in contract: Contract, finalizers: [String] = []) async throws(StatusError) -> (
        owner: ObjectKey, dependent: ObjectKey
    ) {
        let owner = try await contract.create(contract.configMap("owner"), as: .configMaps)
        var dependent = contract.configMap("dependent")
        dependent.ownerReferences = [OwnerReference(controller: owner)]
        dependent.finalizers = finalizers
        try await contract.create(dependent, as: .configMaps)
        return (contract.key("owner", .configMaps), contract.key("dependent", .configMaps))
    }

    private static func soon(_ condition: () async throws -> Bool) async throws {
        try await eventually(within: .seconds(60), condition)
    }

    @Test("in the background the owner goes at once and its dependents after it")
    func background() async throws {
        try await withContract { contract in
            let (owner, dependent) = try await Self.family(in: contract)
            try await contract.client.delete(owner, DeleteOptions(propagation: .background))
            #expect(try await !contract.exists(owner))
            try await Self.soon { try await !contract.exists(dependent) }
        }
    }

    @Test("orphans stay, and belong to nobody")
    func orphans() async throws {
        try await withContract { contract in
            let (owner, dependent) = try await Self.family(in: contract)
            try await contract.client.delete(owner, DeleteOptions(propagation: .orphan))
            try await Self.soon { try await !contract.exists(owner) }
            let orphan = try await contract.client.get(dependent)
            #expect(orphan.ownerReferences.isEmpty)
            #expect(!orphan.isTerminating)
        }
    }

    @Test("in the foreground the owner waits for its dependents")
    func foreground() async throws {
        try await withContract { contract in
            let (owner, dependent) = try await Self.family(in: contract, finalizers: ["souk.dev/contract"])
            try await contract.client.delete(owner, DeleteOptions(propagation: .foreground))
            try await Self.soon { try await contract.client.get(dependent).isTerminating }
            let waiting = try await contract.client.get(owner)
            #expect(waiting.isTerminating)
            #expect(waiting.finalizers == ["foregroundDeletion"])
            try await contract.client.patch(dependent, .merge(["metadata": ["finalizers": nil]]))
            try await Self.soon { try await !contract.exists(owner) }
            #expect(try await !contract.exists(dependent))
        }
    }

    @Test("what depends on an owner that never was is collected")
    func absentOwner() async throws {
        try await withContract { contract in
            var dependent = contract.configMap("dependent")
            var owner = contract.configMap("never")
            owner["metadata", "uid"] = "00000000-0000-0000-0000-000000000001"
            dependent.ownerReferences = [OwnerReference(controller: owner)]
            try await contract.create(dependent, as: .configMaps)
            try await Self.soon { try await !contract.exists(contract.key("dependent", .configMaps)) }
        }
    }
}
