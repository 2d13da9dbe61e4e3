package import Foundation
package import KubeModel

extension PodMachine {
    /// The pod's status as it is to be shown. Changes of conditions get `now` as their time.
    package mutating func status(at now: Date) -> JSON {
        updateConditions(at: now)
        let owned = Self.conditionOrder.compactMap { conditions[$0] }.map(\.json)
        let foreign = pod.status["conditions"].elements.filter { !Self.conditionOrder.contains($0["type"].string ?? "") }
        let initial = containers.filter { $0.spec.kind != .main }.map(containerStatus)
        let status: JSON = [
            "phase": .string(phase.rawValue), "conditions": .array(owned + foreign),
            "hostIP": (network?.hostIP).map(JSON.string) ?? .null,
            "hostIPs": (network?.hostIP).map { [["ip": .string($0)]] } ?? .null,
            "podIP": (network?.podIP).map(JSON.string) ?? .null,
            "podIPs": (network?.podIP).map { [["ip": .string($0)]] } ?? .null,
            "startTime": .string(startedAt.kubeText), "qosClass": .string(QualityOfService(pod).rawValue),
            "initContainerStatuses": initial.isEmpty ? .null : .array(initial),
            "containerStatuses": .array(containers.filter { $0.spec.kind == .main }.map(containerStatus)),
        ]
        return status.withoutNulls
    }

    private static let conditionOrder = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]

    private mutating func updateConditions(at now: Date) {
        let initialized = containers.allSatisfy { $0.spec.kind == .main || $0.letsOthersStart || isPast($0) }
        let unready = containers.filter { $0.spec.kind != .initial && !isReady($0) }.map(\.spec.name)
        let isPhaseReady = phase == .running && ending?.cause != .nodeStop
        let reason = phase == .succeeded ? "PodCompleted" : phase == .failed ? "PodFailed" : "ContainersNotReady"
        let message = unready.isEmpty ? nil : "containers with unready status: [\(unready.joined(separator: " "))]"
        let areReady = isPhaseReady && unready.isEmpty
        set("PodScheduled", true, at: now)
        set("PodReadyToStartContainers", network != nil && phase != .succeeded && phase != .failed, at: now)
        set(
            "Initialized", initialized, reason: "ContainersNotInitialized", message: "containers with incomplete status", at: now)
        set("ContainersReady", areReady, reason: reason, message: message, at: now)
        let closed = spec.readinessGates.filter { gate in !(PodCondition.all(of: pod)[gate]?.isTrue ?? false) }
        set(
            "Ready", areReady && closed.isEmpty, reason: areReady ? "ReadinessGatesNotReady" : reason,
            message: areReady ? "corresponding condition of pod readiness gate \"\(closed.first ?? "")\" is not \"True\"" : message, at: now
        )
    }

    private func isReady(_ container: ContainerMachine) -> Bool { container.run?.isReady ?? false }

    /// Something that starts after it has started already.
    private func isPast(_ container: ContainerMachine) -> Bool {
        containers.contains { other in
            guard other.spec.kind == .main else { return false }
            if case .pending = other.phase { return false }
            return true
        }
    }

    private mutating func set(_ type: String, _ isTrue: Bool, reason: String? = nil, message: String? = nil, at now: Date) {
        let present = conditions[type]
        conditions[type] = PodCondition(
            type: type, isTrue: isTrue, reason: isTrue ? nil : reason, message: isTrue ? nil : message,
            since: present?.isTrue == isTrue ? present?.since ?? now : now)
    }
}
