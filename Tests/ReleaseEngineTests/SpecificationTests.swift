import Foundation
import ReleaseEngine
import Testing

/// What can be asked for, and what is kept.
@Suite struct SpecificationTests {
    private static let wrong: [(String, @Sendable (inout ReleaseSpec) -> Void)] = [
        ("id", { $0.id = "" }), ("to", { $0.to = "" }), ("deadline", { $0.deadline = .zero }),
        ("readyDeadline", { $0.readyDeadline = .zero }), ("drain", { $0.drain = .seconds(-1) }),
        ("steps", { $0.strategy = .canary([CanaryStep(weight: 0, hold: .zero)]) }),
        ("steps", { $0.strategy = .canary([CanaryStep(weight: 101, hold: .zero)]) }),
        ("steps", { $0.strategy = .canary([CanaryStep(weight: 50, hold: .zero), CanaryStep(weight: 50, hold: .zero)]) }),
        ("steps", { $0.strategy = .canary([CanaryStep(weight: 5, hold: .seconds(-1))]) }),
        ("analysis.interval", { $0.analysis?.interval = .zero }), ("analysis.falseAborts", { $0.analysis?.falseAborts = 0 }),
        ("analysis.missedHarm", { $0.analysis?.missedHarm = 1 }), ("analysis.providerFailures", { $0.analysis?.providerFailures = 0 }),
        ("analysis.limits", { $0.analysis?.limits = [.errors(), .errors()] }),
        ("errors.ratio", { $0.analysis?.limits = [.errors(ratio: 0.5)] }),
        ("errors.tolerated", { $0.analysis?.limits = [.errors(tolerated: 0)] }),
        ("errors.ceiling", { $0.analysis?.limits = [.errors(ceiling: 1)] }),
        ("errors.minSamples", { $0.analysis?.limits = [.errors(minSamples: 0)] }),
        ("latency.warmUp", { $0.analysis?.limits = [.latency(warmUp: -1)] }),
        ("latency.slowdown", { $0.analysis?.limits = [.latency(slowdown: 0.9)] }),
    ]

    @Test func everyFaultIsNamed() {
        let spec = DrivenRelease.canary().spec
        #expect(spec.faults.isEmpty)
        for (field, change) in Self.wrong {
            var spec = spec
            change(&spec)
            #expect(spec.faults.count == 1 && spec.faults[0].hasPrefix(field + ":"), "\(field): \(spec.faults)")
        }
    }

    @Test func whatCannotBeCarriedOutDoesNotBegin() throws {
        var release = DrivenRelease.canary { $0.deadline = .zero }
        let decision = try release.pass()
        #expect(decision.state.phase == .failed)
        #expect(decision.state.cause == .invalid(["deadline: must be positive"]))
        #expect(decision.actions.isEmpty)
    }

    @Test func whatCannotBeCarriedOutAnyMoreGoesBack() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.spec.deadline = .zero
        try release.run(to: .rolledBack)
        #expect(release.state?.cause == .invalid(["deadline: must be positive"]))
        #expect(release.written == 0)
    }

    @Test func theVersionThatServesNeedsNoRelease() throws {
        var release = DrivenRelease.canary { $0.to = "v1" }
        let decision = try release.pass()
        #expect(decision.state.phase == .succeeded)
        #expect(decision.actions.isEmpty)
    }

    @Test func withoutAVersionThatServesItWaits() throws {
        var release = DrivenRelease.canary()
        release.seen.markedStable = nil
        let decision = try release.pass()
        #expect(decision.state.phase == .pending)
        #expect(decision.state.waiting == "no version of shop is marked as the one that serves")
    }

    @Test func everythingSurvivesItsCoding() throws {
        func copy<Value: Codable>(_ value: Value) throws -> Value {
            try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        }
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        try release.run(passes: 20)
        release.serve(1000, newFailures: 100)
        let decision = try release.pass()
        #expect(decision.state.cause != nil)
        #expect(try copy(decision.state) == decision.state)
        #expect(try copy(decision.actions) == decision.actions)
        #expect(try copy(decision.events) == decision.events)
        #expect(try copy(release.seen) == release.seen)
        #expect(try copy(release.spec) == release.spec)
        #expect(try String(decoding: JSONEncoder().encode(release.now), as: UTF8.self) == String(release.now.milliseconds))
    }

    @Test func theHistoryIsBounded() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        for _ in 0..<100 {
            release.seen.route?.split = TrafficSplit(new: 90)
            try release.run(passes: 2)
        }
        #expect(release.state?.history.count == ReleaseState.historyLimit)
    }
}
