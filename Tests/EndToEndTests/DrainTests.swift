import Foundation
import Synchronization
import TestKit
import Testing

/// SIGTERM while requests go on: a second replica takes over and nothing is dropped.
@Suite(.serialized) struct DrainTests {
    private static let rounds = 100

    @Test(.timeLimit(.minutes(10))) func aHundredTerminationsDropNothing() async throws {
        try await ShopCluster.withCluster(environment: ["DRAIN_DELAY_MS": "300"]) { cluster in
            let api = try cluster.api()
            _ = try await api.importCatalogue()
            let skus = try await api.skus(10)
            for sku in skus { _ = try await api.setStock(sku, to: 1_000_000) }
            let balancer = Balancer(cluster)
            let log = RequestLog()
            let statuses = try await withThrowingTaskGroup(of: [Int32].self) { group in
                group.addTask { try await balancer.watch() }
                for client in 0..<8 { group.addTask { try await Self.visit(client, balancer, skus, log) } }
                group.addTask { try await Self.terminateInTurn(cluster, balancer) }
                var statuses: [Int32] = []
                while let ended = try await group.next() {
                    guard !ended.isEmpty else { continue }
                    statuses = ended
                    group.cancelAll()
                }
                return statuses
            }
            #expect(statuses.count == Self.rounds && statuses.allSatisfy { $0 == 0 }, "exit statuses \(statuses)")
            print("drain: \(Self.rounds) terminations, \(log.succeeded) requests, \(log.failures.count) failed")
            #expect(log.failures.isEmpty, "\(log.failures.prefix(20).joined(separator: "\n"))")
            #expect(log.succeeded > 5_000, "too few requests to mean anything")
            try await eventually(within: .seconds(30)) { try await cluster.audit(["--grace", "0s"]).status == 0 }
        }
    }

    /// Terminates one replica after another, services in turn, and waits until its successor is ready. Returns the exit statuses.
    private static func terminateInTurn(_ cluster: ShopCluster, _ balancer: Balancer) async throws -> [Int32] {
        let victims = cluster.replicas.filter { $0.index == 0 } + cluster.replicas.filter { $0.index == 1 }
        var statuses: [Int32] = []
        for round in 0..<rounds {
            let victim = victims[round % victims.count]
            statuses.append(try await cluster.terminate(victim))
            try await cluster.start(victim)
            try await cluster.waitUntilReady(victim)
            try await eventually(within: .seconds(10)) { balancer.knows(victim) }
        }
        return statuses
    }

    /// One visitor after another over kept-alive connections: pages, carts and orders, each request judged alone.
    private static func visit(_ client: Int, _ balancer: Balancer, _ skus: [String], _ log: RequestLog) async throws -> [Int32] {
        var round = client
        while !Task.isCancelled {
            round += 1
            let sku = skus[round % skus.count]
            await log.record("list") { try await HTTP.get(balancer.url(.product) + "/api/products?limit=5") }
            await log.record("cart") { try await HTTP.json("POST", balancer.url(.order) + "/api/carts", "{}") }
            await log.record("order") {
                let key = ["Idempotency-Key": UUID().uuidString]
                return try await HTTP.json("POST", balancer.url(.order) + "/api/orders", ShopAPI.orderBody(sku: sku), headers: key)
            }
            await log.record("home") { try await HTTP.get(balancer.url(.storefront) + "/") }
        }
        return []
    }
}

/// What a load balancer does: sends to the replicas whose readiness probe succeeds.
private final class Balancer: Sendable {
    private let cluster: ShopCluster
    private let ready: Mutex<Set<ShopCluster.Replica>>
    private let turn = Atomic<Int>(0)

    init(_ cluster: ShopCluster) {
        self.cluster = cluster
        ready = Mutex(Set(cluster.replicas))
    }

    func knows(_ replica: ShopCluster.Replica) -> Bool { ready.withLock { $0.contains(replica) } }

    func url(_ kind: ShopCluster.Kind) throws -> String {
        let candidates = cluster.replicas(kind).filter(knows)
        let next = turn.wrappingAdd(1, ordering: .relaxed).newValue
        guard !candidates.isEmpty else { throw SpawnError(program: kind.rawValue, reason: "no replica is ready") }
        return candidates[next % candidates.count].url
    }

    /// Probes each replica every 50 ms until it is cancelled.
    func watch() async throws -> [Int32] {
        while !Task.isCancelled {
            for replica in cluster.replicas {
                let isReady = await HTTP.status(replica.adminURL + "/readyz") == 200
                ready.withLock { if isReady { $0.insert(replica) } else { $0.remove(replica) } }
            }
            do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
        }
        return []
    }
}

/// What became of the requests.
private final class RequestLog: Sendable {
    private let state = Mutex<(succeeded: Int, failures: [String])>((0, []))

    var succeeded: Int { state.withLock(\.succeeded) }
    var failures: [String] { state.withLock(\.failures) }

    func record(_ name: String, _ request: () async throws -> HTTP.Answer) async {
        do {
            let answer = try await request()
            state.withLock {
                if answer.status < 300 {
                    $0.succeeded += 1
                } else {
                    $0.failures.append("\(name): \(answer.status) \(answer.body.prefix(300))")
                }
            }
        } catch {
            // Only the end of the test cancels.
            guard !Task.isCancelled else { return }
            state.withLock { $0.failures.append("\(name): \(error)") }
        }
    }
}
