import Delivery
import Foundation
import HotConfig
import KubeModel
import LocalCluster
import Logging
import ReleaseEngine
import Synchronization
import TestKit

/// Eight pods of `web` that follow one ConfigMap, with the controller that rolls revisions out to them. The API, the configurations and the
/// controller are the real ones; what the pods serve is played.
final class ConfigFleet: MetricSource {
    private struct State {
        var pods: [String: FleetPod] = [:]
        var attempts: [String: Int] = [:]
        var failures: [String: Int] = [:]
        var isAway = false
        /// Pods that have been taken out of the metrics.
        var silent: Set<String> = []
    }

    static let size = 8

    let name = "the fleet"
    let revisions: RevisionStore
    private let state = Mutex(State())
    private let newcomers: AsyncStream<FleetPod>
    private let arrival: AsyncStream<FleetPod>.Continuation

    init(_ revisions: RevisionStore) {
        self.revisions = revisions
        (newcomers, arrival) = AsyncStream.makeStream()
    }

    var store: ObjectStore { revisions.store }
    var pods: [FleetPod] { state.withLock { $0.pods.values.sorted { $0.name < $1.name } } }

    func goAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
    func silence(_ pod: String) { state.withLock { _ = $0.silent.insert(pod) } }

    /// Adds a ready pod.
    func add(_ name: String) async throws {
        try await store.create(FleetPod.object(name), as: .pods)
        let pod = try await FleetPod(name, api: store)
        state.withLock { $0.pods[name] = pod }
        arrival.yield(pod)
        let ready: JSON = ["type": "Ready", "status": "True"]
        let status: JSON = ["phase": "Running", "conditions": [ready]]
        try await store.patch(ObjectKey(.pods, namespace: "shop", name: name), .merge(["status": status]), subresource: .status)
    }

    /// Until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await pod in newcomers { group.addTask { await pod.run() } }
        }
    }

    func controller(_ identity: String = "one", api: (any ObjectAPI)? = nil) -> DeliveryController {
        let now = { @Sendable in KubeTime(secondsSince1970: Date().timeIntervalSince1970) }
        return DeliveryController(
            api: api ?? store, namespace: "shop", identity: identity, worlds: { [.config: ConfigWorld($0, source: self, now: now)] },
            metrics: self, settings: PlayedShop.settings, now: now, logger: .silent)
    }

    /// Every pod serves 300 requests between two readings; those with a limit of 666 fail with a third of them.
    func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]] {
        let isAway = state.withLock { state in
            for (name, pod) in state.pods {
                state.attempts[name, default: 0] += 300
                state.failures[name, default: 0] += pod.config.current.value.limit == 666 ? 100 : 0
            }
            return state.isAway
        }
        guard !isAway else { throw MetricSourceFailure("it is away") }
        return selectors.map(series)
    }

    private func series(_ selector: String) -> [MetricSeries] {
        state.withLock { state in
            state.pods.values.filter { !state.silent.contains($0.name) }.compactMap { pod in
                let labels = ["namespace": "shop", "pod": pod.name, "service": "web"]
                if selector == "souk_config_info" {
                    return MetricSeries(labels: labels.merging(["revision": pod.revision]) { $1 }, value: 1)
                }
                if selector == "souk_config_last_rejected" {
                    let isRefusing = pod.config.report.lastRejected.map { $0.resolvedAt == nil } ?? false
                    return MetricSeries(labels: labels, value: isRefusing ? 1 : 0)
                }
                if selector.hasPrefix("up") { return MetricSeries(labels: labels, value: 1) }
                guard selector.hasPrefix("souk_http_requests_total") else { return nil }
                let counters = selector.contains("status") ? state.failures : state.attempts
                return MetricSeries(labels: labels, value: Double(counters[pod.name] ?? 0))
            }
        }
    }
}

/// Makes a fleet for `body`, with a controller at work and the first revision noted.
func withConfigFleet(isolation: isolated (any Actor)? = #isolation, _ body: (ConfigFleet) async throws -> Void) async throws {
    try await withUnattendedFleet { fleet in
        try await running({ try await fleet.controller().run() }) { try await body(fleet) }
    }
}

/// The same without a controller.
func withUnattendedFleet(isolation: isolated (any Actor)? = #isolation, _ body: (ConfigFleet) async throws -> Void) async throws {
    try await withRevisionStore { revisions in
        try await revisions.revisions.settle(try await revisions.main())
        let fleet = ConfigFleet(revisions)
        for index in 0..<ConfigFleet.size { try await fleet.add("web-v1-\(index)") }
        try await running({ await fleet.run() }) {
            try await eventually(within: .seconds(30)) { fleet.pods.allSatisfy { $0.limits == [1] } }
            try await body(fleet)
        }
    }
}
