import KubeModel
import LocalCluster
import Synchronization
import NIOHTTP1
import Testing

@Suite("Logs and metrics over HTTPS")
struct PodPortsTests {
    /// Gives two lines, and a third one later to who follows.
    private final class Lines: PodLogReading {
        let asked = Mutex<[PodLogOptions]>([])

        func log(of pod: KubeObject, _ options: PodLogOptions) async throws(StatusError) -> AsyncThrowingStream<[UInt8], any Error> {
            asked.withLock { $0.append(options) }
            return AsyncThrowingStream { continuation in
                continuation.yield(Array("{\"line\":1}\n{\"line\":2}\n".utf8))
                if !options.isFollowed { continuation.finish() }
            }
        }
    }

    private struct Usage: UsageReading {
        let now: KubeTime

        func podUsage() async -> [PodMetrics] {
            ["b", "a"].map {
                PodMetrics(
                    namespace: "shop", name: $0, containers: ["web": ResourceUsage(cpuNanocores: 12_500_000, memoryBytes: 64 << 20)],
                    timestamp: now, window: .seconds(15))
            }
        }

        func nodeUsage() async -> [NodeMetrics] {
            [
                NodeMetrics(
                    name: "zone-a", usage: ResourceUsage(cpuNanocores: 1_000_000_000, memoryBytes: 1 << 30), timestamp: now,
                    window: .seconds(15))
            ]
        }
    }

    @Test("a log is read with the options that are asked for, and followed until the client goes")
    func logs() async throws {
        let lines = Lines()
        try await withCluster(logs: lines) { cluster in
            var pod = Sample.pod("one")
            try await cluster.store.create(pod, as: .pods)
            let path = "/api/v1/namespaces/shop/pods/one/log"
            let reply = try await cluster.send(.GET, path + "?tailLines=5&timestamps=true&previous=true&limitBytes=99&sinceSeconds=60")
            #expect(reply.text == "{\"line\":1}\n{\"line\":2}\n")
            #expect(reply.headers["content-type"] == ["text/plain"])
            let all = lines.asked.withLock { $0 }
            let asked = try #require(all.first)
            #expect(asked.container == "web" && asked.tailLines == 5 && asked.hasTimestamps && asked.isPrevious && asked.byteLimit == 99)
            #expect(asked.since.map { cluster.now - $0 }.map { $0 > .seconds(59) && $0 < .seconds(70) } == true)
            var followed = try await cluster.lines(path + "?follow=true")
            #expect(try await followed.next()?["line"] == 1)
            #expect(try await followed.next()?["line"] == 2)
            pod.name = "two"
            pod["spec", "containers"] = [["name": "a", "image": "souk:1"], ["name": "b", "image": "souk:1"]]
            try await cluster.store.create(pod, as: .pods)
            let unclear = try await cluster.send(.GET, "/api/v1/namespaces/shop/pods/two/log")
            #expect(unclear.json["message"] == "a container name must be specified for pod two, choose one of: [a b]")
            #expect(try await cluster.send(.GET, "/api/v1/namespaces/shop/pods/two/log?container=c").status == 400)
            #expect(try await cluster.send(.GET, "/api/v1/namespaces/shop/pods/three/log").status == 404)
        }
    }

    @Test("usage is served as metrics.k8s.io, and the group is not there where nothing is measured")
    func usage() async throws {
        try await withCluster(usage: Usage(now: KubeTime(seconds: 1_780_000_000))) { cluster in
            let pods = try await cluster.send(.GET, "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods").json
            #expect(pods["kind"] == "PodMetricsList")
            #expect(pods["items"].elements.map { $0["metadata"]["name"] } == ["a", "b"])
            #expect(pods["items"][0]["containers"] == [["name": "web", "usage": ["cpu": "12500000n", "memory": "65536Ki"]]])
            #expect(try await cluster.send(.GET, "/apis/metrics.k8s.io/v1beta1/nodes/zone-a").json["window"] == "15s")
            #expect(try await cluster.send(.GET, "/apis/metrics.k8s.io/v1beta1/nodes/zone-x").status == 404)
            #expect(try await cluster.send(.GET, "/apis/metrics.k8s.io/v1beta1").json["resources"].elements.count == 2)
        }
        try await withCluster { cluster in
            for path in ["/apis/metrics.k8s.io/v1beta1", "/apis/metrics.k8s.io/v1beta1/nodes"] {
                let reply = try await cluster.send(.GET, path)
                #expect(reply.status == 404)
            }
        }
    }
}
