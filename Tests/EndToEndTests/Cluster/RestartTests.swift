import Foundation
import LoadGenerator
import TestKit
import Testing

/// What an operator does on a normal day, under load and with the mesh's retries off: nothing may hide a lost request.
@Suite(.serialized) struct RestartTests {
    private static let services = ["product-service", "order-service", "payment-service", "storefront"]
    private static let duration: Duration = .seconds(350)

    @Test(.timeLimit(.minutes(12))) func restartsScalingAndReloadsLoseNothing() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            for service in Self.services { try await Self.switchRetriesOff(of: service, in: shop) }
            let api = try shop.api
            for sku in try await api.allSKUs() { _ = try await api.setStock(sku, to: 1_000_000) }
            // A machine that stands still for two seconds has 550 visitors at once afterwards: the shop has to serve them all.
            let load = try shop.startLoad(
                rate: 275, for: Self.duration, seed: seed, "--mix", "list=30,search=15,product=35,cart=12,order=8", "--in-flight", "2048")
            var rounds = 0
            while load.process.poll() == nil {
                rounds += 1
                try await Self.restartAll(shop)
                try await Self.scale(shop)
                try await Self.editEnvironment(shop, round: rounds)
                // A normal day has hours between; without any, two cores start processes and do little else.
                try await Task.sleep(for: .seconds(20))
            }
            let result = try await load.result(within: .seconds(120))
            print("restarts: \(rounds) rounds, \(result.total.finished) requests, \(result.lost) lost")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            #expect(result.total.finished >= 100_000, "too few requests to mean anything")
            try await shop.audit()
        }
    }

    private static func restartAll(_ shop: LocalShop) async throws {
        try await shop.kubectl("rollout", "restart", "deployment")
        for service in services { try await shop.kubectl("rollout", "status", "deployment/\(service)-v1", "--timeout=120s") }
    }

    private static func scale(_ shop: LocalShop) async throws {
        for count in [6, 2] {
            try await shop.kubectl("scale", "deployment/product-service-v1", "--replicas=\(count)")
            try await shop.kubectl("rollout", "status", "deployment/product-service-v1", "--timeout=120s")
        }
    }

    /// A key that only a restart can change: Reloader starts it by itself.
    private static func editEnvironment(_ shop: LocalShop, round: Int) async throws {
        let before = try await shop.field(".metadata.generation", of: "deployment/order-service-v1")
        try await shop.kubectl(
            "patch", "configmap", "order-service-env", "--type=merge", "-p", #"{"data":{"REQUEST_TIMEOUT_MS":"\#(10_000 + round)"}}"#)
        try await eventually(within: .seconds(10)) {
            try await shop.field(".metadata.generation", of: "deployment/order-service-v1") != before
        }
        try await shop.kubectl("rollout", "status", "deployment/order-service-v1", "--timeout=120s")
    }

    private static func switchRetriesOff(of service: String, in shop: LocalShop) async throws {
        let count = try await shop.field(".spec.http[*].timeout", of: "virtualservice/\(service)").split(separator: " ").count
        let operations = (0..<count).map { #"{"op":"replace","path":"/spec/http/\#($0)/retries","value":{"attempts":0}}"# }
        try await shop.kubectl("patch", "virtualservice", service, "--type=json", "-p", "[\(operations.joined(separator: ","))]")
        try await shop.kubectl("wait", "virtualservice/\(service)", "--for=condition=Reconciled", "--timeout=10s")
    }
}
