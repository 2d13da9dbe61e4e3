import Foundation
import KubeModel

/// From a write of the product service's ConfigMap until its last pod runs on it, as each pod says.
struct ConfigBenchmark: Sendable {
    private static let changes = 50
    private static let limit: Duration = .seconds(10)
    private static let aim: Double = 250
    private static let interval: Duration = .milliseconds(2)
    private static let file = "product.yaml"
    private static let setting = "cache.entries"

    let api: any ObjectAPI
    let pods: [ClusterAddresses.Pod]

    private var key: ObjectKey { ObjectKey(.configMaps, namespace: MeasuredCluster.namespace, name: "product-service-config") }

    func run() async throws -> [Figure] {
        let original = try await api.get(key)["data", Self.file].string ?? ""
        var (answers, times): ([Double], [Double]) = ([], [])
        for number in 1...Self.changes {
            let patch: JSON = ["data": [Self.file: .string(try Self.edited(original, entries: 2_000 + number))]]
            let time = try await change(to: patch)
            answers.append(time.answer)
            times.append(time.lastPod)
        }
        return [
            Figure(
                "ConfigMap written, until the last of \(pods.count) pods runs on it", unit: "ms", samples: times, aim: (.p99, Self.aim),
                parts: ["answer to the write": answers.median])
        ]
    }

    /// Milliseconds from sending.
    private func change(to patch: JSON) async throws -> (answer: Double, lastPod: Double) {
        let waiting = try pods.map(ConfiguredPod.init)
        let before = try waiting.map { try $0.revision() }
        let sent = ContinuousClock.now
        async let answer = answered(patch, since: sent)
        var behind = Array(zip(waiting, before))
        while true {
            behind = try behind.filter { pod, revision in try pod.revision() == revision }
            if behind.isEmpty { break }
            guard ContinuousClock.now - sent < Self.limit else { throw BenchFailure("\(behind.count) pods have no change of \(key).") }
            try await Task.sleep(for: Self.interval)
        }
        let lastPod = Self.since(sent)
        return (try await answer, lastPod)
    }

    private func answered(_ patch: JSON, since sent: ContinuousClock.Instant) async throws -> Double {
        try await api.patch(key, .merge(patch), manager: "souk-bench")
        return Self.since(sent)
    }

    private static func since(_ start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .milliseconds(1) }

    private static func edited(_ text: String, entries: Int) throws -> String {
        var lines = text.components(separatedBy: "\n")
        guard let index = lines.firstIndex(where: { $0.hasPrefix("\(setting):") }) else {
            throw BenchFailure("\(file) of the ConfigMap has no line with \(setting).")
        }
        lines[index] = "\(setting): \(entries)"
        return lines.joined(separator: "\n")
    }
}
