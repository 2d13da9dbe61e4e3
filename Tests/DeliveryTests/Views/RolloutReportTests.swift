import Delivery
import Foundation
import KubeModel
import ReleaseEngine
import Testing

/// What people are shown of a release, from the object alone.
@Suite struct RolloutReportTests {
    private static let counters = MetricSample.Counters.outcomes(Tally(attempts: 0, failures: 0))

    /// A release that the engine itself has brought to its first step, with so many requests of each version.
    private static func object(new: Tally = Tally(attempts: 300, failures: 0), passes: Int = 5) throws -> KubeObject {
        var object = RolloutDraft(
            .release(to: "v2"), of: "web", namespace: "shop", strategy: .canary([RolloutDraft.Step(weight: 30, hold: .seconds(60))])
        ).object
        object["metadata", "name"] = "web-v2-abc"
        object["metadata", "uid"] = "u1"
        object["metadata", "creationTimestamp"] = "2026-01-01T00:00:00Z"
        object["spec", "analysis"] = ["metrics": [["name": "errors"]]]
        var state: ReleaseState?
        for pass in 0..<passes {
            let rollout = Rollout(kind: .release, object: object)
            let weight = state?.weight ?? 0
            let route = RouteObservation(
                split: TrafficSplit(new: weight), intent: state?.intent.map { RouteIntent(release: "u1", number: $0.number) },
                resourceVersion: "1", generation: 1, proxies: [ProxyObservation(name: "p", generation: 1, newWeight: weight)])
            let time = max(0, pass - 3)
            let metrics = MetricReading(
                stable: .data(MetricSample(epoch: "1", .outcomes(Tally(attempts: 1204 * time, failures: time)))),
                new: .data(MetricSample(epoch: "1", .outcomes(Tally(attempts: new.attempts * time, failures: new.failures * time)))))
            let pods = VersionObservation(wanted: 2, ready: 2)
            let seen = ReleaseObservation(
                versions: ["v1": pods, "v2": pods], markedStable: "v1", route: route, metrics: ["errors": metrics])
            let now = Moment(milliseconds: 1_767_225_600_000 + Int64(pass) * 1000)
            state = ReleasePass.decide(rollout.spec, state: state, seeing: seen, at: now).state
            if let state { object.status = try RolloutStatus(of: rollout, state: state, crashes: CrashLedger()).json() }
        }
        return object
    }

    @Test func aReleaseThatNobodyHasTakenUpSaysSo() {
        let draft = RolloutDraft(.release(to: "v2"), of: "web", namespace: "shop", strategy: nil)
        let report = RolloutReport(.release, draft.object)
        #expect(report.phase == .pending && report.waiting == "a controller has to take it up" && report.ending == nil)
        #expect(ReleaseLine(report).text.hasPrefix("Pending 1/"))
    }

    @Test func theLineTellsWeightFiguresAndWhatIsWaitedFor() throws {
        let report = RolloutReport(.release, try Self.object())
        #expect(report.phase == .holding && report.weight == 30 && report.step == 1 && report.steps == 2)
        let line = ReleaseLine(report).text
        #expect(
            line.hasPrefix("Holding 1/2 [###-------] 30 % v2 | v1 1,204 req, 0.08 % failed | v2 300 req, 0 % failed | waiting: "),
            "\(line)")
        #expect(ReleaseLine(report).text(columns: 20) == "Holding 1/2 [###---…")
    }

    @Test func theKeyChangesWithThePlaceAndNotWithTheFigures() throws {
        let (one, more) = (RolloutReport(.release, try Self.object(passes: 5)), RolloutReport(.release, try Self.object(passes: 6)))
        #expect(ReleaseLine(one).key == ReleaseLine(more).key)
        #expect(ReleaseLine(one).text != ReleaseLine(more).text)
        #expect(ReleaseLine(one).key != ReleaseLine(RolloutReport(.release, try Self.object(passes: 1))).key)
    }

    @Test func aBadReleaseIsToldWithItsReason() throws {
        let report = RolloutReport(.release, try Self.object(new: Tally(attempts: 300, failures: 150), passes: 6))
        #expect(report.phase == .rollingBack && report.reason == "AnalysisFailed")
        let detail = ReleaseDetail(report)
        #expect(detail.facts.contains(["Because", "errors is out of bounds"]))
        let metric = try #require(detail.metrics.last)
        #expect(metric[0] == "errors" && metric[1] == "condemned" && metric[3].hasPrefix("50.0 % of "), "\(metric)")
        #expect(metric[5] == "100 %")
        #expect(detail.history.count == report.history.count + 1)
    }

    @Test(
        arguments: [
            (ReleasePhase.succeeded, "web v2 serves all requests."), (.rolledBack, "web went back to v1: errors is out of bounds."),
            (.superseded, "The release of web v2 made way: errors is out of bounds."), (.holding, nil),
        ] as [(ReleasePhase, String?)])
    func theEndIsOneSentence(phase: ReleasePhase, sentence: String?) throws {
        var object = try Self.object(new: Tally(attempts: 300, failures: 150), passes: 6)
        var state = try JSON(parsing: object.status["engine"].string ?? "")
        state["phase"] = .string(phase.rawValue)
        if phase == .succeeded || phase == .holding { state["cause"] = nil }
        object["status", "engine"] = .string(state.text)
        #expect(RolloutReport(.release, object).ending == sentence)
    }

    @Test func theTableIsSortedByServiceAndAge() throws {
        var (older, newer, other) = (try Self.object(), try Self.object(), try Self.object())
        older["metadata", "creationTimestamp"] = "2025-12-31T23:00:00Z"
        older["metadata", "name"] = "web-v1-zzz"
        newer["metadata", "name"] = "web-v2-aaa"
        other["spec", "service"] = "api"
        let now = try #require(KubeTime("2026-01-01T00:01:30Z"))
        let rows = ReleaseTable.rows([newer, older, other].map { RolloutReport(.release, $0) }, now: now)
        #expect(rows.map { $0[0] } == ["SERVICE", "api", "web", "web"])
        #expect(rows.map { $0[1] } == ["RELEASE", "web-v2-abc", "web-v1-zzz", "web-v2-aaa"])
        #expect(rows.map { $0[6] } == ["AGE", "90s", "61m", "90s"])
    }
}
