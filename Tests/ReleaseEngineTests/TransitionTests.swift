import ReleaseEngine
import Testing

/// The way of a release, and what each phase does next.
@Suite struct TransitionTests {
    @Test func aGoodReleaseGoesThroughEveryPhaseInOrder() throws {
        var release = DrivenRelease.canary()
        var seen: [String] = []
        for _ in 0..<400 where release.phase != .succeeded {
            release.serve(1000)
            try release.pass()
            let entry = "\(release.phase) \(release.state?.step ?? 0) \(release.weight)"
            if seen.last != entry { seen.append(entry) }
        }
        #expect(
            seen == [
                "preparing 0 0", "progressing 0 20", "holding 0 20", "preparing 1 20", "progressing 1 50", "holding 1 50", "preparing 2 50",
                "progressing 2 100", "promoting 2 100", "succeeded 2 100",
            ])
        #expect(release.seen.markedStable == "v2")
        #expect(release.seen.versions["v1"]?.wanted == 0)
        #expect(release.seen.versions["v2"]?.wanted == 10)
        #expect(release.events.allSatisfy { $0.kind == .normal })
    }

    /// From each phase: what happens, and where that leads.
    private static let table: [(ReleasePhase, @Sendable (inout DrivenRelease) -> Void, ReleasePhase)] = [
        (.pending, { $0.seen.blockedBy = nil }, .preparing),
        (.pending, { $0.spec.request = ReleaseRequest(.abort, generation: 1) }, .rolledBack),
        (.pending, { $0.seen.supersededBy = "r3" }, .superseded),
        (.preparing, { $0.seen.versions["v2"]?.ready = 2 }, .progressing),
        (
            .preparing,
            {
                $0.spec.isPaused = true; $0.seen.versions["v2"]?.ready = 2
            }, .preparing
        ),
        (.preparing, { $0.now = $0.now + .seconds(300) }, .rollingBack),
        (.progressing, { $0.acknowledge() }, .holding),
        (.progressing, { $0.acknowledge(only: "a") }, .progressing),
        (.holding, { $0.seen.route?.split = TrafficSplit(new: 3) }, .progressing),
        (.holding, { $0.seen.supersededBy = "r3" }, .rollingBack),
        (.holding, { $0.seen.versions["v2"]?.crashes = 1 }, .rollingBack),
        (.promoting, { $0.seen.versions["v2"]?.crashes = 1 }, .rollingBack),
        (.promoting, { $0.now = $0.now + .seconds(100_000) }, .promoting),
        (.rollingBack, { $0.spec.request = ReleaseRequest(.promote, generation: 9) }, .rollingBack),
        (.succeeded, { $0.spec.request = ReleaseRequest(.undo, generation: 9) }, .rollingBack),
        (.rolledBack, { $0.spec.request = ReleaseRequest(.undo, generation: 9) }, .rolledBack),
        (
            .rolledBack,
            {
                $0.seen.versions["v9"] = VersionObservation(wanted: 0, ready: 0); $0.spec.to = "v9"
            }, .preparing
        ),
    ]

    private func release(in phase: ReleasePhase) throws -> DrivenRelease {
        var release = DrivenRelease.canary()
        switch phase {
        case .pending: release.seen.blockedBy = "r1"
        case .preparing: release.podsStart = false
        case .progressing:
            try release.pass()
            release.proxiesFollow = false
        case .rollingBack, .rolledBack:
            try release.run(to: .holding)
            release.spec.request = ReleaseRequest(.abort, generation: 1)
        default: break
        }
        try release.pass()
        try release.run(to: phase)
        try #require(release.phase == phase)
        release.podsStart = false
        return release
    }

    @Test func eachPhaseGoesWhereTheTableSays() throws {
        for (index, (phase, change, next)) in Self.table.enumerated() {
            var release = try release(in: phase)
            change(&release)
            try release.pass()
            #expect(release.phase == next, "row \(index), from \(phase)")
        }
    }

    @Test func itLooksAgainWhenSomethingFallsDue() throws {
        var release = DrivenRelease.canary { $0.analysis = nil }
        try release.run(to: .holding)
        for (after, expected) in [(Duration.seconds(10), Duration.seconds(30)), (.seconds(25), .seconds(25)), (.seconds(24), .seconds(1))] {
            let decision = try release.pass(after: after)
            #expect(decision.lookAgain == expected)
        }
        let passed = try release.pass(after: .seconds(1))
        #expect(passed.state.step == 1)
        #expect(passed.actions.contains(.ensureReplicas(version: "v2", atLeast: 5)))
    }
}
