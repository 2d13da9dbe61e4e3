import ServiceKit
import Synchronization
import TestKit

/// One way for a call to go wrong.
enum Fault: Sendable, CaseIterable {
    case refused
    case requestLost
    case answerLost
    case crashBefore
    case crashAfter
}

extension Fault {
    func before() throws {
        switch self {
        case .refused: throw OutboundError.unavailable(service: "fake", reason: "refused", retryAfter: nil)
        case .requestLost: throw OutboundError.outcomeUnknown(service: "fake", reason: "request lost")
        case .crashBefore: throw SimulatedCrash()
        case .answerLost, .crashAfter: break
        }
    }

    func after() throws {
        switch self {
        case .answerLost: throw OutboundError.outcomeUnknown(service: "fake", reason: "answer lost")
        case .crashAfter: throw SimulatedCrash()
        case .refused, .requestLost, .crashBefore: break
        }
    }
}

/// Faults by operation, for as long as the test wants them.
final class FaultScript: Interference {
    private let faults = Mutex<[String: Fault]>([:])

    /// From now on the operation fails like this; nil heals it.
    func set(_ fault: Fault?, for operation: String) {
        faults.withLock { $0[operation] = fault }
    }

    func heal() {
        faults.withLock { $0 = [:] }
    }

    func before(_ operation: String) async throws {
        try faults.withLock { $0[operation] }?.before()
    }

    func after(_ operation: String) async throws {
        try faults.withLock { $0[operation] }?.after()
    }
}

/// Kills the replica at its n-th call, before or after it took effect.
final class CrashPoint: Interference {
    private let calls = Mutex(0)
    private let target: Int
    private let afterwards: Bool

    init(_ target: Int, afterwards: Bool) {
        self.target = target
        self.afterwards = afterwards
    }

    /// Whether the replica lived to make that call.
    var wasReached: Bool { calls.withLock { $0 >= target } }

    func before(_ operation: String) async throws {
        let count = calls.withLock { calls in
            calls += 1
            return calls
        }
        if count == target, !afterwards { throw SimulatedCrash() }
    }

    func after(_ operation: String) async throws {
        if afterwards, calls.withLock({ $0 }) == target { throw SimulatedCrash() }
    }
}

/// Faults of every kind at random, the same ones for the same seed.
final class SeededFaults: Interference {
    private let generator: Mutex<SeededGenerator>
    private let pending = Mutex<Fault?>(nil)
    /// One call in so many goes wrong.
    private let rarity: Int

    init(seed: UInt64, rarity: Int) {
        generator = Mutex(SeededGenerator(seed: seed))
        self.rarity = rarity
    }

    func before(_ operation: String) async throws {
        let fault = generator.withLock { generator -> Fault? in
            guard Int.random(in: 0..<rarity, using: &generator) == 0 else { return nil }
            let choices = operation.hasPrefix("database") ? [Fault.crashBefore, .crashAfter] : Fault.allCases
            return choices.randomElement(using: &generator)
        }
        pending.withLock { $0 = fault }
        try fault?.before()
    }

    func after(_ operation: String) async throws {
        let fault = pending.withLock { pending in
            defer { pending = nil }
            return pending
        }
        try fault?.after()
    }
}

/// Lets something else happen in the middle of the n-th call, before or after it took effect.
final class Interleaving: Interference {
    private let calls = Mutex(0)
    private let target: Int
    private let afterwards: Bool
    private let body: @Sendable () async throws -> Void

    init(_ target: Int, afterwards: Bool, _ body: @escaping @Sendable () async throws -> Void) {
        self.target = target
        self.afterwards = afterwards
        self.body = body
    }

    var wasReached: Bool { calls.withLock { $0 >= target } }

    func before(_ operation: String) async throws {
        let count = calls.withLock { calls in
            calls += 1
            return calls
        }
        if count == target, !afterwards { try await body() }
    }

    func after(_ operation: String) async throws {
        if afterwards, calls.withLock({ $0 }) == target { try await body() }
    }
}
