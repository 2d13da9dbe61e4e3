package import Foundation

extension ContainerMachine {
    /// Begins to end the present run, or hastens its end. `deadline` is when it is killed: at once when that has come.
    package mutating func stop(by deadline: Date, at now: Date) -> [PodDirective] {
        switch phase {
        case .running(let run):
            return begin(run, by: deadline, at: now)
        case .stopping(let run, var stop) where deadline < stop.deadline && stop.stage != .killed:
            stop.deadline = deadline
            phase = .stopping(run, stop)
            return deadline <= now ? kill(run, by: deadline) : []
        default:
            return []
        }
    }

    private mutating func begin(_ run: ContainerRun, by deadline: Date, at now: Date) -> [PodDirective] {
        guard deadline > now else { return kill(run, by: deadline) }
        guard spec.preStop != nil else {
            phase = .stopping(run, ContainerStop(stage: .terminating, deadline: deadline))
            return [.terminate(container: spec.name)]
        }
        phase = .stopping(run, ContainerStop(stage: .preStop, deadline: deadline))
        return [.preStop(container: spec.name, id: run.id, within: deadline.timeIntervalSince(now))]
    }

    private mutating func kill(_ run: ContainerRun, by deadline: Date) -> [PodDirective] {
        phase = .stopping(run, ContainerStop(stage: .killed, deadline: deadline))
        return [.kill(container: spec.name)]
    }

    /// The hook is over, or out of time: now the process is asked to end.
    package mutating func endHook(id: String, at now: Date) -> [PodDirective] {
        guard case .stopping(let run, var stop) = phase, run.id == id, stop.stage == .preStop else { return [] }
        stop.stage = .terminating
        stop.deadline = max(stop.deadline, now.addingTimeInterval(ContainerStop.leastAfterHook))
        phase = .stopping(run, stop)
        return [.terminate(container: spec.name)]
    }

    /// What the passing of time asks for while it is being stopped.
    package mutating func pressOn(at now: Date) -> [PodDirective] {
        guard case .stopping(let run, let stop) = phase, stop.deadline <= now else { return [] }
        switch stop.stage {
        case .preStop: return endHook(id: run.id, at: now)
        case .terminating: return kill(run, by: stop.deadline)
        case .killed: return []
        }
    }
}
