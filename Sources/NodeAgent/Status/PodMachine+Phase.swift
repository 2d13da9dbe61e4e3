/// Kubernetes' one-word summary of a pod.
package enum PodPhase: String, Sendable {
    case pending = "Pending"
    case running = "Running"
    case succeeded = "Succeeded"
    case failed = "Failed"
}

extension PodMachine {
    /// By Kubernetes' rules: Pending until every container has run once, and ended only when none will run again.
    package var phase: PodPhase {
        let initial = containers.filter { $0.spec.kind == .initial }
        if initial.contains(where: { ($0.end?.exitCode ?? 0) != 0 }) { return .failed }
        let main = containers.filter { $0.spec.kind == .main }
        if ending != nil, main.allSatisfy({ !$0.isLive }) { return phaseOfEnded(main) }
        if main.contains(where: hasNeverRun) { return .pending }
        return main.allSatisfy { $0.end != nil } ? phaseOfEnded(main) : .running
    }

    private func phaseOfEnded(_ main: [ContainerMachine]) -> PodPhase {
        // A node that stops means to run the pod again.
        if ending?.cause == .nodeStop { return main.contains(where: hasNeverRun) ? .pending : .running }
        let allSucceeded = main.allSatisfy { container in
            if case .exited(let termination, _) = container.phase { return termination.exitCode == 0 }
            return false
        }
        return allSucceeded ? .succeeded : .failed
    }

    private func hasNeverRun(_ container: ContainerMachine) -> Bool {
        switch container.phase {
        case .pending, .blocked, .starting: container.last == nil && container.restartCount == 0
        case .running, .stopping, .exited: false
        }
    }
}
