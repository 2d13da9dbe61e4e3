package import Foundation

/// One probe of one run of a container: when it is due, and what its results come to.
///
/// Kubernetes tries once a period. Here a startup or readiness probe is tried ten times a second until it first succeeds, so that a
/// container takes part as soon as it can; failures still count once a period, so that every threshold means the time it says.
package struct ProbeState: Sendable, Equatable {
    package static let eagerInterval = 0.1

    package enum Verdict: Sendable, Equatable {
        /// Nothing that counts yet.
        case none
        case succeeded
        /// Counted, and below the threshold.
        case failing
        case failed
    }

    package let kind: ProbeKind
    package let spec: ProbeSpec
    package private(set) var dueAt: Date
    package private(set) var isInFlight = false
    private var successes = 0
    private var failures = 0
    private var lastTry: Date?
    private var countsFailuresFrom: Date
    /// Whether it is past its first success.
    package private(set) var isSettled: Bool

    /// - Parameter isSettled: Of a container that was adopted: whether it had succeeded before.
    package init(kind: ProbeKind, spec: ProbeSpec, startedAt: Date, now: Date, isSettled: Bool = false) {
        self.kind = kind
        self.spec = spec
        self.isSettled = isSettled
        dueAt = max(now, startedAt.addingTimeInterval(spec.initialDelay))
        countsFailuresFrom = kind == .liveness || isSettled ? dueAt : dueAt.addingTimeInterval(spec.period)
    }

    private var interval: Double {
        kind == .liveness || isSettled ? spec.period : min(Self.eagerInterval, spec.period)
    }

    package func isDue(at now: Date) -> Bool { !isInFlight && dueAt <= now }

    package mutating func begin(at now: Date) {
        isInFlight = true
        lastTry = now
    }

    /// A startup probe that is over lets the others begin: no earlier than now.
    package mutating func postpone(to now: Date) {
        dueAt = max(dueAt, now)
        if kind != .liveness && !isSettled { countsFailuresFrom = max(countsFailuresFrom, now.addingTimeInterval(spec.period)) }
    }

    package mutating func take(_ result: ProbeResult, at now: Date) -> Verdict {
        isInFlight = false
        let verdict = count(result, at: now)
        dueAt = max(now, (lastTry ?? now).addingTimeInterval(interval))
        return verdict
    }

    private mutating func count(_ result: ProbeResult, at now: Date) -> Verdict {
        switch result {
        case .success:
            failures = 0
            successes += 1
            guard successes >= spec.successThreshold else { return .none }
            isSettled = true
            return .succeeded
        case .failure:
            successes = 0
            guard now >= countsFailuresFrom else { return .none }
            if !isSettled { countsFailuresFrom = now.addingTimeInterval(spec.period) }
            failures += 1
            return failures >= spec.failureThreshold ? .failed : .failing
        }
    }
}
