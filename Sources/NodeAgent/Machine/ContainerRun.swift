package import Foundation

/// One run of a container, from the start of its process to its end.
package struct ContainerRun: Sendable, Equatable {
    /// Unique among all runs of all containers.
    package let id: String
    package let startedAt: Date
    /// Past its startup probe, if it has one.
    package private(set) var isStarted: Bool
    package private(set) var isReady: Bool
    package private(set) var probes: [ProbeKind: ProbeState] = [:]

    /// - Parameters:
    ///   - wasStarted: Whether it was past its startup probe already, as an adopted run may be.
    ///   - wasReady: Whether it is taken for ready until a probe says otherwise.
    package init(id: String, spec: ContainerSpec, startedAt: Date, now: Date, wasStarted: Bool = false, wasReady: Bool = false) {
        self.id = id
        self.startedAt = startedAt
        isStarted = wasStarted || spec.probes[.startup] == nil
        isReady = (wasReady || spec.probes[.readiness] == nil) && isStarted
        for (kind, probe) in spec.probes where kind != .startup || !isStarted {
            probes[kind] = ProbeState(kind: kind, spec: probe, startedAt: startedAt, now: now, isSettled: wasReady && kind == .readiness)
        }
    }

    /// The probes that may be tried now.
    /// - Parameter isEnding: A run that is ending is only asked whether it is ready.
    private func active(isEnding: Bool) -> [ProbeKind] {
        let kinds: [ProbeKind] = isStarted ? [.readiness, .liveness] : [.startup]
        return kinds.filter { probes[$0] != nil && (!isEnding || $0 == .readiness) }
    }

    /// When the next probe is due.
    package func nextDeadline(isEnding: Bool) -> Date? {
        active(isEnding: isEnding).compactMap { probes[$0] }.filter { !$0.isInFlight }.map(\.dueAt).min()
    }

    /// Begins the probes that are due.
    package mutating func dueProbes(at now: Date, isEnding: Bool) -> [ProbeKind] {
        let due = active(isEnding: isEnding).filter { probes[$0]?.isDue(at: now) ?? false }
        for kind in due { probes[kind]?.begin(at: now) }
        return due
    }

    /// Takes a result in; the verdict says whether it counts.
    package mutating func take(_ result: ProbeResult, of kind: ProbeKind, at now: Date) -> ProbeState.Verdict {
        let verdict = probes[kind]?.take(result, at: now) ?? .none
        switch (kind, verdict) {
        case (.startup, .succeeded):
            isStarted = true
            probes[.startup] = nil
            for other in ProbeKind.allCases { probes[other]?.postpone(to: now) }
            isReady = probes[.readiness] == nil
        case (.readiness, .succeeded): isReady = true
        case (.readiness, .failed): isReady = false
        default: break
        }
        return verdict
    }
}
