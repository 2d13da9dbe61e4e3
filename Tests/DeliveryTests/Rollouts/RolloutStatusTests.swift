import Delivery
import KubeModel
import ReleaseEngine
import Testing

@Suite("The status of a rollout")
struct RolloutStatusTests {
    private static let now = Moment(milliseconds: 1_780_000_000_123)

    private static func decided(_ object: KubeObject, at now: Moment) throws -> KubeObject {
        let rollout = Rollout(kind: .release, object: object)
        let seen = ReleaseObservation(
            versions: ["v1": VersionObservation(wanted: 2, ready: 2)], markedStable: "v1",
            route: RouteObservation(split: TrafficSplit(new: 0), intent: nil, resourceVersion: "1", generation: 1, proxies: []))
        let decision = ReleasePass.decide(rollout.spec, state: rollout.state, seeing: seen, at: now)
        var object = object
        object.status = try RolloutStatus(of: rollout, state: decision.state, crashes: CrashLedger()).json()
        return object
    }

    private static var release: KubeObject {
        var object = RolloutDraft(.release(to: "v2"), of: "web", namespace: "shop").object
        object["metadata", "uid"] = "u"
        object["metadata", "generation"] = 3
        return object
    }

    @Test func tellsWhereItStands() throws {
        let status = try Self.decided(Self.release, at: Self.now).status
        #expect(status["phase"] == "Preparing" && status["step"] == "1/3" && status["weight"] == 0)
        #expect(status["stable"] == "v1" && status["target"] == "v2" && status["observedGeneration"] == 3)
        #expect(status["startedAt"] == "2026-05-28T20:26:40Z" && status["finishedAt"].isNull)
        #expect(status["waiting"] == "0 of 1 pods of v2 are ready")
        #expect(status["conditions"].elements.map { $0["status"].string } == ["True", "Unknown"])
    }

    @Test func isReadBackToTheLastDigit() throws {
        let object = try Self.decided(Self.release, at: Self.now)
        let state = try #require(Rollout(kind: .release, object: object).state)
        let again = try JSON(parsing: object.json.text)
        #expect(Rollout(kind: .release, object: KubeObject(again)).state == state)
    }

    @Test func crashesOfAnotherVersionAreNotItsOwn() throws {
        var crashes = CrashLedger()
        crashes.take(["pod": 5])
        var object = Self.release
        let rollout = Rollout(kind: .release, object: object)
        object.status = try RolloutStatus(of: rollout, state: ReleaseState(target: "v2", at: Self.now), crashes: crashes).json()
        #expect(Rollout(kind: .release, object: object).crashes.total == 5)
        object["spec", "to"] = "v3"
        #expect(Rollout(kind: .release, object: object).crashes.total == 0)
    }

    @Test func staysTheSameWithoutAChange() throws {
        var object = Self.release
        object["spec", "analysis"] = ["metrics": []]
        let first = try Self.decided(object, at: Self.now)
        #expect(try Self.decided(first, at: Self.now + .seconds(1)) == first)
    }

    @Test func remembersTheRequestThatWasObeyed() throws {
        var object = Self.release
        object["spec", "request"] = ["action": "abort", "id": "x"]
        let ended = try Self.decided(object, at: Self.now)
        #expect(ended.status["requestID"] == "x" && ended.status["phase"] == "RolledBack" && ended.status["reason"] == "Aborted")
        #expect(ended.status["finishedAt"] == "2026-05-28T20:26:40Z")
        #expect(try Self.decided(ended, at: Self.now + .seconds(9)).status["requestID"] == "x")
    }
}
