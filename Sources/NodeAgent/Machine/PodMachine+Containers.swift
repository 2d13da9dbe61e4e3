package import Foundation
import KubeModel

extension PodMachine {
    /// What happened to one container.
    package mutating func take(_ event: PodEvent, ofContainerAt index: Int, at now: Date) -> [PodDirective] {
        let name = containers[index].spec.name
        switch event {
        case .started(_, let id):
            return started(at: index, id: id, at: now)
        case .startFailed(_, let failure):
            return startFailed(at: index, failure, at: now)
        case .identified(_, let imageID):
            containers[index].imageID = imageID
            return [.record(container: name)]
        case .exited(_, let id, let exit):
            return exited(at: index, id: id, exit, at: now)
        case .probed(_, let id, let kind, let result):
            return containers[index].take(result, of: kind, id: id, podGrace: spec.grace, at: now)
        case .preStopFinished(_, let id, let failure):
            let notice = failure.map {
                PodDirective.event(PodNotice(isWarning: true, reason: "FailedPreStopHook", message: $0, container: name))
            }
            return (notice.map { [$0] } ?? []) + containers[index].endHook(id: id, at: now)
        default:
            return []
        }
    }

    private mutating func started(at index: Int, id: String, at now: Date) -> [PodDirective] {
        guard case .starting = containers[index].phase else { return [] }
        let spec = containers[index].spec
        containers[index].phase = .running(ContainerRun(id: id, spec: spec, startedAt: now, now: now))
        containers[index].failedStarts = 0
        let told = [
            ("Pulled", "Container image \"\(spec.image)\" already present on machine"), ("Created", "Container created"),
            ("Started", "Container started"),
        ]
        return told.map { .event(PodNotice(reason: $0, message: $1, container: spec.name)) } + [.record(container: spec.name)]
    }

    private mutating func startFailed(at index: Int, _ failure: StartFailure, at now: Date) -> [PodDirective] {
        guard case .starting = containers[index].phase else { return [] }
        let name = containers[index].spec.name
        containers[index].failedStarts += 1
        let tries = containers[index].failedStarts
        switch failure.kind {
        case .start:
            let end = Termination(
                reason: failure.reason, message: failure.message, exitCode: 128, startedAt: nil, finishedAt: now, containerID: "")
            containers[index].finish(end, mayRestart: ending == nil)
        case .image:
            let pause = RestartBackoff.pause(step: tries)
            let shown =
                tries == 1
                ? failure : StartFailure(kind: .image, reason: "ImagePullBackOff", message: "Back-off pulling image: \(failure.message)")
            containers[index].phase = .blocked(shown, retryAt: now.addingTimeInterval(pause))
        case .configuration, .volume:
            containers[index].phase = .blocked(failure, retryAt: now.addingTimeInterval(Self.retryPause(afterFailures: tries)))
        }
        // The first time, and then now and then: the recorder counts the rest.
        guard tries == 1 || tries.isMultiple(of: 5) else { return [.record(container: name)] }
        return [
            .event(PodNotice(isWarning: true, reason: "Failed", message: failure.message, container: name)), .record(container: name),
        ]
    }

    private mutating func exited(at index: Int, id: String, _ exit: ContainerExit, at now: Date) -> [PodDirective] {
        guard let run = containers[index].run, run.id == id else { return [] }
        let end = Termination(exit, startedAt: run.startedAt, at: now, containerID: id)
        containers[index].finish(end, mayRestart: ending == nil)
        // That the node stopped is no fault of the container.
        if ending?.cause == .nodeStop { containers[index].backoff = RestartBackoff() }
        let name = containers[index].spec.name
        guard case .exited(_, let restartAt?) = containers[index].phase, restartAt > now else { return [.record(container: name)] }
        let notice = PodNotice(isWarning: true, reason: "BackOff", message: backOffMessage(containers[index]), container: name)
        return [.record(container: name), .event(notice)]
    }

    /// As Kubernetes says it.
    package func backOffMessage(_ container: ContainerMachine) -> String {
        "Back-off restarting failed container \(container.spec.name) in pod \(pod.name)_\(pod.namespace)(\(pod.uid))"
    }
}
