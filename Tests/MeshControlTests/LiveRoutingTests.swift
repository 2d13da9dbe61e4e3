import HTTPTypes
import KubeModel
import MeshControl
import Synchronization
import TestKit
import Testing

@Suite("Routing through a real proxy", .enabled(if: LiveEnvoy.isThere, "no Envoy: run scripts/bootstrap or set SOUK_ENVOY"), .serialized)
struct LiveRoutingTests {
    /// One pod of each version in zone-a, and one of order-service.
    private func with(_ more: [KubeObject] = [], _ body: @escaping @Sendable (LiveMesh, [Backend]) async throws -> Void) async throws {
        try await LiveMesh.with(
            backends: { shop in
                [("v1", 1), ("v2", 2), ("order", 3)].map { Backend($0, address: shop.address(0, $1)) }
            },
            objects: { shop in
                let v1 = shop.pod("product-service", "v1", zone: 0, number: 1, probePort: 8_080)
                let v2 = shop.pod("product-service", "v2", zone: 0, number: 2, probePort: 8_080)
                let order = shop.pod("order-service", "v1", zone: 0, number: 3, probePort: 8_080)
                return shop.nodes() + [shop.service("product-service"), shop.service("order-service"), v1, v2, order, Shop.rule()]
                    + [shop.slice("product-service", [v1, v2]), shop.slice("order-service", [order])] + more
            },
            { mesh, backends in
                try await mesh.served()
                try await mesh.served("order-service")
                try await body(mesh, backends)
            })
    }

    @Test func splitsAsTheWeightsSayAndMovesWithoutAFailure() async throws {
        try await with { mesh, _ in
            try await mesh.apply(Shop.split([("v1", 90), ("v2", 10)]))
            let split = await Load.run(10_000) { try await mesh.get() }
            #expect(split.failures.isEmpty)
            let share = Double(split.answers["v2"] ?? 0) / Double(split.count) * 100
            #expect(abs(share - 10) <= 1.5, "v2 got \(share) %")
            let moving = try await Load.during({ try await mesh.get() }) {
                for weight in [0, 25, 50, 75, 100] { try await mesh.apply(Shop.split([("v1", 100 - weight), ("v2", weight)])) }
            }
            #expect(moving.failures.isEmpty)
            let after = await Load.run(400) { try await mesh.get() }
            #expect(after.answers == ["v2": 400])
            print("split of \(split.count): v2 \(share) %; \(moving.count) requests while moving, \(moving.failures.count) failures")
        }
    }

    @Test func aChangeOfWeightsActsWithinMilliseconds() async throws {
        try await with { mesh, _ in
            try await mesh.apply(Shop.split([("v1", 100), ("v2", 0)]))
            var effects: [Duration] = []
            var confirmations: [Duration] = []
            for round in 0..<20 {
                let wanted = round.isMultiple(of: 2) ? "v2" : "v1"
                let start = ContinuousClock.now
                mesh.api.put(Shop.split([("v1", wanted == "v1" ? 100 : 0), ("v2", wanted == "v2" ? 100 : 0)]), as: .virtualServices)
                while try await mesh.get().body != wanted {}
                effects.append(start.duration(to: .now))
                try await mesh.reconciled(.virtualServices)
                confirmations.append(start.duration(to: .now))
            }
            let (effect, confirmation) = (effects.sorted(), confirmations.sorted())
            print(
                "weight change: effect median \(effect[10]) worst \(effect[19]); in the status median \(confirmation[10]) worst \(confirmation[19])"
            )
            #expect(effect[10] < .milliseconds(150))
        }
    }

    @Test func aPodGetsRequestsWhenItIsReadyAndNoneWhenItLeaves() async throws {
        try await with { mesh, backends in
            let shop = mesh.shop
            let v1 = shop.pod("product-service", "v1", zone: 0, number: 1, probePort: 8_080)
            let v2 = shop.pod("product-service", "v2", zone: 0, number: 2, probePort: 8_080)
            let load = try await Load.during({ try await mesh.get() }) {
                for _ in 0..<10 {
                    mesh.api.put(shop.slice("product-service", [v1, v2], notReady: [v2.name]), as: .endpointSlices)
                    try await eventually { try await quiet(backends[1], mesh) }
                    mesh.api.put(shop.slice("product-service", [v1, v2]), as: .endpointSlices)
                    let before = backends[1].requests
                    try await eventually { backends[1].requests > before + 5 }
                }
            }
            #expect(load.failures.isEmpty)
            print("10 times a pod out and in: \(load.count) requests, \(load.failures.count) failures, longest \(load.longest)")
        }
    }

    /// A route and the pods behind it change in one go, as by `kubectl apply` of a folder.
    @Test func aVersionThatComesAndGoesWithItsPodsCostsNoRequest() async throws {
        try await with { mesh, _ in
            let pods = [1, 2].map { mesh.shop.pod("product-service", "v\($0)", zone: 0, number: $0, probePort: 8_080) }
            let load = try await Load.during({ try await mesh.get() }) {
                for round in 0..<20 {
                    let isSecond = round.isMultiple(of: 2)
                    mesh.api.put(Shop.split([("v1", isSecond ? 0 : 100), ("v2", isSecond ? 100 : 0)]), as: .virtualServices)
                    mesh.api.put(mesh.shop.slice("product-service", [pods[isSecond ? 1 : 0]]), as: .endpointSlices)
                    try await mesh.reconciled(.virtualServices)
                    try await eventually { try await mesh.get().body == (isSecond ? "v2" : "v1") }
                }
            }
            #expect(load.failures.isEmpty, "\(load.failures) of \(load.count)")
        }
    }

    /// Whether a backend gets nothing of a hundred requests.
    @Sendable private func quiet(_ backend: Backend, _ mesh: LiveMesh) async throws -> Bool {
        let before = backend.requests
        _ = await Load.run(100, callers: 4) { try await mesh.get() }
        return backend.requests == before
    }

    @Test func aWrongObjectKeepsTheOldOneServingAndNoOtherBack() async throws {
        try await with { mesh, _ in
            try await mesh.apply(Shop.split([("v1", 0), ("v2", 100)]))
            // A regular expression that only Envoy itself can judge.
            var wrong = Shop.split([("v1", 100), ("v2", 0)])
            wrong["spec", "http"] = [
                ["match": [["uri": ["regex": "/a(b"]]], "route": [["destination": ["host": "product-service", "subset": "v1"]]]]
            ]
            var good = KubeObject(.virtualServices, namespace: Shop.namespace, name: "order-service")
            good["spec"] = [
                "hosts": ["order-service"], "http": [["directResponse": ["status": 200, "body": ["string": "from the route"]]]],
            ]
            mesh.api.put(wrong, as: .virtualServices)
            mesh.api.put(good, as: .virtualServices)
            try await mesh.reconciled(.virtualServices, "order-service")
            try await eventually { mesh.condition(.virtualServices)["reason"].string == "Refused" }
            let message = mesh.condition(.virtualServices)["message"].string ?? ""
            #expect(message.contains("missing )") && message.contains("the version before stays in force"), "\(message)")
            #expect(try await mesh.get().body == "v2")
            #expect(try await mesh.get("order-service").body == "from the route")
            let events = mesh.api.objects(.events)
            #expect(events.contains { $0["involvedObject", "name"] == "product-service" && $0["reason"] == "Refused" })
            try await mesh.apply(Shop.split([("v1", 100), ("v2", 0)]))
            #expect(try await mesh.get().body == "v1")
        }
    }

    @Test func faultsAndMirrorsAndRetries() async throws {
        try await with { mesh, backends in
            try await mesh.apply(Shop.split([("v1", 100)], route: ["fault": ["abort": ["httpStatus": 418, "percentage": ["value": 50]]]]))
            let aborted = await Load.run(400) { try await mesh.get() }
            #expect((120...280).contains(aborted.failures["418 fault filter abort"] ?? 0), "\(aborted.failures)")

            try await mesh.apply(Shop.split([("v1", 100)], route: ["fault": ["delay": ["fixedDelay": "200ms"]]]))
            let start = ContinuousClock.now
            _ = try await mesh.get()
            #expect(start.duration(to: .now) >= .milliseconds(190))

            try await mesh.apply(Shop.split([("v1", 100)], route: ["mirror": ["host": "product-service", "subset": "v2"]]))
            let before = backends[1].requests
            let mirrored = await Load.run(100, callers: 4) { try await mesh.get() }
            #expect(mirrored.answers == ["v1": 100])
            try await eventually { backends[1].requests == before + 100 }

            backends[0].state.withLock { $0.status = .internalServerError }
            for (attempts, expected) in [(0, 1), (2, 3)] {
                try await mesh.apply(Shop.split([("v1", 100)], route: ["retries": ["attempts": .integer(attempts), "retryOn": "5xx"]]))
                let before = backends[0].requests
                #expect(try await mesh.get().status == 500)
                #expect(backends[0].requests - before == expected, "attempts: \(attempts)")
            }
        }
    }

    @Test func aRequestUnderWayIsFinishedByAPodThatLeaves() async throws {
        try await with { mesh, backends in
            for backend in backends { backend.state.withLock { $0.delay = .milliseconds(800) } }
            let before = backends[0].requests + backends[1].requests
            let load = try await Load.during(callers: 4, { try await mesh.get() }) {
                try await eventually { backends[0].requests + backends[1].requests >= before + 4 }
                mesh.api.put(mesh.shop.slice("product-service", []), as: .endpointSlices)
                try await eventually { try await mesh.get().status == 503 }
            }
            #expect(load.count >= 4 && load.failures.keys.allSatisfy { $0.hasPrefix("503") }, "\(load.failures)")
        }
    }

    /// What a client sends that was told by `HTTP_PROXY`.
    @Test func takesTheAbsoluteForm() async throws {
        try await with { mesh, backends in
            let proxy = try mesh.proxy("zone-a")
            for name in ["product-service", "product-service.shop:80", "product-service.shop.svc.cluster.local"] {
                let text = "GET http://\(name)/a?b=c HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n"
                let answer = try RawRequest.send(text, to: proxy.address, port: proxy.port)
                #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(name): \(answer)")
                let paths = backends.map { $0.state.withLock { $0.asked[":path"] } }
                #expect(paths.contains("/a?b=c"))
            }
            let wrong = "GET http://product-service:8080/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            #expect(try RawRequest.send(wrong, to: proxy.address, port: proxy.port).hasPrefix("HTTP/1.1 502"))
        }
    }

    @Test func answersForThePodsWhereThereAreNone() async throws {
        try await with { mesh, backends in
            let unknown = try await mesh.get("nosuch")
            #expect(unknown.status == 502 && unknown.body.contains("no Service has this host and port"))
            #expect(unknown.headers["x-envoy-response-flags"] == "NR")
            mesh.api.put(mesh.shop.slice("order-service", []), as: .endpointSlices)
            try await eventually { try await mesh.get("order-service").status == 503 }
            let none = try await mesh.get("order-service")
            #expect(none.headers["content-type"] == "application/problem+json" && none.headers["retry-after"] == "1")
            #expect(none.headers["x-envoy-response-flags"] == "UH")
            let problem = try JSON(parsing: none.body)
            #expect(problem["code"] == "service_unavailable" && problem["status"] == 503, "\(problem)")
            _ = try await mesh.get(
                headers: ["traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-request-id": "mine"])
            let asked = backends.map { $0.state.withLock(\.asked) }.first { $0["x-request-id"] == "mine" }
            #expect(asked?["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            #expect(asked?[":authority"] == "product-service")
        }
    }
}
