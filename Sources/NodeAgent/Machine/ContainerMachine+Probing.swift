package import Foundation

extension ContainerMachine {
    /// The probes that are due, which count as begun.
    package mutating func dueProbes(at now: Date) -> [PodDirective] {
        switch phase {
        case .running(var run):
            let due = run.dueProbes(at: now, isEnding: false)
            phase = .running(run)
            return due.map { .probe(container: spec.name, id: run.id, $0) }
        case .stopping(var run, let stop) where stop.stage != .killed:
            let due = run.dueProbes(at: now, isEnding: true)
            phase = .stopping(run, stop)
            return due.map { .probe(container: spec.name, id: run.id, $0) }
        default:
            return []
        }
    }

    /// Takes a result in. A startup or liveness probe that has failed ends the run, with `podGrace` seconds unless it has its own.
    package mutating func take(_ result: ProbeResult, of kind: ProbeKind, id: String, podGrace: Double, at now: Date) -> [PodDirective] {
        switch phase {
        case .running(var run) where run.id == id:
            let verdict = run.take(result, of: kind, at: now)
            phase = .running(run)
            guard verdict == .failing || verdict == .failed else { return [] }
            let notice = unhealthy(result, of: kind)
            guard verdict == .failed, kind != .readiness else { return [notice] }
            let grace = spec.probes[kind]?.grace ?? podGrace
            let killing = PodNotice(
                reason: "Killing", message: "Container \(spec.name) failed \(kind.rawValue) probe, will be restarted", container: spec.name)
            return [notice, .event(killing)] + stop(by: now.addingTimeInterval(grace), at: now)
        case .stopping(var run, let stop) where run.id == id:
            _ = run.take(result, of: kind, at: now)
            phase = .stopping(run, stop)
            return []
        default:
            return []
        }
    }

    private func unhealthy(_ result: ProbeResult, of kind: ProbeKind) -> PodDirective {
        guard case .failure(let why) = result else { return .event(PodNotice(reason: "Unhealthy", message: "")) }
        return .event(
            PodNotice(isWarning: true, reason: "Unhealthy", message: "\(kind.title) probe failed: \(why)", container: spec.name))
    }
}
