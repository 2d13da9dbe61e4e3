import Foundation
package import KubeModel

extension PodMachine {
    /// One element of `containerStatuses`.
    package func containerStatus(_ container: ContainerMachine) -> JSON {
        let id = container.run?.id ?? lastRun(of: container)?.containerID ?? ""
        let isPast = container.spec.kind == .initial && container.end?.exitCode == 0
        return [
            "name": .string(container.spec.name), "image": .string(container.spec.image), "imageID": .string(container.imageID),
            "containerID": id.isEmpty ? "" : .string("souk://\(id)"), "restartCount": .integer(container.restartCount),
            "ready": .bool(container.run?.isReady ?? isPast), "started": .bool(container.run?.isStarted ?? false),
            "state": state(of: container), "lastState": lastState(of: container),
        ]
    }

    private func state(of container: ContainerMachine) -> JSON {
        switch container.phase {
        case .pending, .starting: waiting(container)
        case .blocked(let failure, _): ["waiting": ["reason": .string(failure.reason), "message": .string(failure.message)]]
        case .running(let run), .stopping(let run, _): ["running": ["startedAt": .string(run.startedAt.kubeText)]]
        case .exited(let termination, let restartAt):
            isBackingOff(termination, restartAt: restartAt) ? backingOff(container) : ["terminated": Self.json(termination)]
        }
    }

    private func waiting(_ container: ContainerMachine) -> JSON {
        if let failure = preparationFailure {
            return ["waiting": ["reason": .string(failure.reason), "message": .string(failure.message)]]
        }
        // A container that starts anew is shown as it ended until it runs.
        if case .starting = container.phase, let last = container.last { return ["terminated": Self.json(last)] }
        let hasInitial = containers.contains { $0.spec.kind != .main }
        return ["waiting": ["reason": hasInitial ? "PodInitializing" : "ContainerCreating"]]
    }

    private func backingOff(_ container: ContainerMachine) -> JSON {
        let pause = Int(RestartBackoff.pause(step: container.backoff.step - 1))
        let message =
            "back-off \(pause)s restarting failed container=\(container.spec.name) pod=\(pod.name)_\(pod.namespace)(\(pod.uid))"
        return ["waiting": ["reason": "CrashLoopBackOff", "message": .string(message)]]
    }

    /// A restart that comes at once is no back-off.
    private func isBackingOff(_ termination: Termination, restartAt: Date?) -> Bool {
        restartAt.map { $0 > termination.finishedAt } ?? false
    }

    private func lastState(of container: ContainerMachine) -> JSON {
        if case .exited(let termination, let restartAt) = container.phase, isBackingOff(termination, restartAt: restartAt) {
            return ["terminated": Self.json(termination)]
        }
        return container.last.map { ["terminated": Self.json($0)] } ?? [:]
    }

    private func lastRun(of container: ContainerMachine) -> Termination? {
        if case .exited(let termination, _) = container.phase { termination } else { container.last }
    }

    private static func json(_ termination: Termination) -> JSON {
        let members: JSON = [
            "reason": .string(termination.reason), "message": termination.message.map(JSON.string) ?? .null,
            "exitCode": .integer(termination.exitCode), "signal": termination.signal.map(JSON.integer) ?? .null,
            "startedAt": termination.startedAt.map { .string($0.kubeText) } ?? .null,
            "finishedAt": .string(termination.finishedAt.kubeText),
            "containerID": termination.containerID.isEmpty ? .null : .string("souk://\(termination.containerID)"),
        ]
        return members.withoutNulls
    }
}
