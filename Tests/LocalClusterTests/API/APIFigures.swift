import Foundation
import KubeModel
import LocalCluster
import NIOHTTP1
import Testing

/// Measures, and fails only where something is out of all proportion.
@Suite("Figures of the API", .serialized)
struct APIFigures {
    @Test("from a write over HTTPS to its event on a watch over HTTPS")
    func watchLatency() async throws {
        try await withCluster { cluster in
            var watch = try await cluster.lines(
                "/api/v1/namespaces/shop/configmaps?watch=true&resourceVersion=\(cluster.store.version)")
            var delays: [Double] = []
            for index in 0..<300 {
                let body: JSON = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string("m\(index)")]]
                let begun = ContinuousClock.now
                async let made = cluster.send(.POST, "/api/v1/namespaces/shop/configmaps", json: body)
                let event = try await watch.next()
                delays.append((ContinuousClock.now - begun).inSeconds * 1_000)
                let status = try await made.status
                #expect(status == 201)
                #expect(event?["object"]["metadata"]["name"] == .string("m\(index)"))
            }
            delays.sort()
            print("api: begin of a write to its event p50 \(delays[150].rounded(to: 2)) ms, p99 \(delays[297].rounded(to: 2)) ms")
            #expect(delays[150] < 1_000)
        }
    }

    @Test("writes and reads a second over HTTPS")
    func rates() async throws {
        try await withCluster { cluster in
            let clock = ContinuousClock()
            let path = "/api/v1/namespaces/shop/configmaps"
            let writing = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<16 {
                        group.addTask {
                            for index in 0..<40 {
                                let body: JSON = [
                                    "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string("m\(writer)-\(index)")],
                                ]
                                let reply = try await cluster.send(.POST, path, json: body)
                                #expect(reply.status == 201)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let reading = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for reader in 0..<16 {
                        group.addTask {
                            for index in 0..<40 {
                                let reply = try await cluster.send(.GET, path + "/m\(reader)-\(index)")
                                #expect(reply.status == 200)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            print("api: \(Int(640 / writing.inSeconds)) writes/s, \(Int(640 / reading.inSeconds)) reads/s by 16 clients")
        }
    }
}
