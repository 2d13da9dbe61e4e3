package import Foundation

/// One container of a pod over all its runs: what ``PodMachine`` keeps of it.
package struct ContainerMachine: Sendable, Equatable {
    package enum Phase: Sendable, Equatable {
        /// Its turn has not come.
        case pending
        /// It could not be started; tried again at that time.
        case blocked(StartFailure, retryAt: Date)
        case starting
        case running(ContainerRun)
        case stopping(ContainerRun, ContainerStop)
        /// Nil `restartAt` is the end of it.
        case exited(Termination, restartAt: Date?)
    }

    package let spec: ContainerSpec
    package var phase = Phase.pending
    package var restartCount = 0
    /// How the run before the present one ended.
    package var last: Termination?
    package var backoff = RestartBackoff()
    /// The failed starts in a row.
    package var failedStarts = 0
    /// The hash of the binary that runs, or ran last.
    package var imageID = ""

    package init(spec: ContainerSpec) { self.spec = spec }

    package var run: ContainerRun? {
        switch phase {
        case .running(let run), .stopping(let run, _): run
        default: nil
        }
    }

    /// A process of it exists, or may.
    package var isLive: Bool {
        switch phase {
        case .starting, .running, .stopping: true
        case .pending, .blocked, .exited: false
        }
    }

    /// It never runs again and left a success or failure behind.
    package var end: Termination? {
        if case .exited(let termination, restartAt: nil) = phase { termination } else { nil }
    }

    /// What comes after it may start.
    package var letsOthersStart: Bool {
        switch spec.kind {
        case .initial: end?.exitCode == 0
        case .sidecar: run?.isStarted ?? false
        case .main: true
        }
    }

    package var nextDeadline: Date? {
        switch phase {
        case .pending, .starting: nil
        case .blocked(_, let retryAt): retryAt
        case .running(let run): run.nextDeadline(isEnding: false)
        case .stopping(let run, let stop):
            stop.stage == .killed ? nil : [stop.deadline, run.nextDeadline(isEnding: true)].compactMap(\.self).min()
        case .exited(_, let restartAt): restartAt
        }
    }

    /// Whether it has to be started at `now`, if its turn has come.
    package func isDue(at now: Date) -> Bool {
        switch phase {
        case .pending: true
        case .blocked(_, let time): time <= now
        case .exited(_, let time): time.map { $0 <= now } ?? false
        case .starting, .running, .stopping: false
        }
    }

    /// Takes it to a new run.
    package mutating func begin() {
        if case .exited(let termination, _) = phase {
            last = termination
            restartCount += 1
        }
        phase = .starting
    }

    /// Takes the end of the present run in.
    /// - Parameter mayRestart: Not when the pod itself ends.
    package mutating func finish(_ termination: Termination, mayRestart: Bool) {
        let lifetime = termination.startedAt.map { termination.finishedAt.timeIntervalSince($0) } ?? 0
        let restarts = mayRestart && spec.restartPolicy.restarts(after: termination.exitCode)
        let restartAt = restarts ? termination.finishedAt.addingTimeInterval(backoff.pause(afterRunOf: lifetime)) : nil
        phase = .exited(termination, restartAt: restartAt)
    }
}
