import Delivery
import HotConfig
import KubeModel
import ReleaseEngine
import Testing

@Suite("What a rollout is told of a configuration")
struct ConfigViewTests {
    private func seen(_ state: ConfigCase, crashes: Int = 0) throws -> ReleaseObservation { try state.view.observation(crashes: crashes) }

    private func seen(_ change: (inout ConfigCase) -> Void) throws -> ReleaseObservation {
        var state = ConfigCase.staged
        change(&state)
        return try seen(state)
    }

    private func confirmed(_ observation: ReleaseObservation) -> [String] {
        (observation.route?.proxies ?? []).filter { $0.generation >= observation.route?.generation ?? 0 }.map(\.name).sorted()
    }

    @Test func beforeItBeginsTheMarkedRevisionServes() throws {
        let observation = try seen(ConfigCase())
        #expect(observation.markedStable == "r6" && observation.route?.split.new == 0 && observation.route?.intent == nil)
        #expect(observation.versions["r6"]?.wanted == 4 && observation.versions["r6"]?.ready == 4)
        #expect(observation.versions["r7"]?.wanted == 0 && observation.versions["r7"]?.ready == 4)
        #expect(observation.supersededBy == nil)
    }

    /// Nothing begins on a content that is no revision: there would be no way back to it.
    @Test(arguments: [(nil, false), ("r6", true)] as [(String?, Bool)])
    func withoutAMarkThatIsTrueNothingServes(mark: String?, isEdited: Bool) throws {
        var state = ConfigCase()
        (state.mark, state.isEdited) = (mark, isEdited)
        let observation = try seen(state)
        #expect(observation.markedStable == nil && observation.supersededBy == nil)
    }

    @Test func aRevisionThatDoesNotExistHasNoPods() throws {
        #expect(try seen { $0.hasTarget = false }.versions["r7"] == nil)
    }

    @Test func aShareThatEveryPodFollowsIsLive() throws {
        let observation = try seen(.staged)
        let route = try #require(observation.route)
        #expect(route.split.new == 50 && route.intent == RouteIntent(release: "uid-7", number: 2) && route.isAcknowledged)
        #expect(observation.markedStable == "r6" && observation.versions["r7"]?.wanted == 4)
        #expect(observation.versions["r7"]?.config == ConfigCase.after.hash && observation.versions["r6"]?.config == ConfigCase.before.hash)
    }

    @Test func aPodThatHasNotFollowedIsNotConfirmed() throws {
        let share = ConfigCase.staged.pods.filter { ConfigCase.staged.staging?.includes(pod: $0) == true }
        let late = try #require(share.first)
        let all = Dictionary(
            uniqueKeysWithValues: ConfigCase.staged.pods.map { ($0, share.contains($0) ? ConfigCase.after : ConfigCase.before) })
        let running = all.mapValues(\.revision)
        #expect(confirmed(try seen { $0.running = running }).count == 4)
        #expect(confirmed(try seen { $0.running = running.merging([late: ConfigCase.before.revision]) { $1 } }).count == 3)
        #expect(confirmed(try seen { $0.running = running.filter { $0.key != late } }).count == 3, "one that says nothing")
        #expect(confirmed(try seen { $0.running = [:] }).isEmpty, "nobody can be asked")
        #expect(try seen { $0.running = [:] }.route?.isAcknowledged == false)
    }

    /// A pod that still runs the last good content, because it refuses the present one, must not keep a better one from coming.
    @Test func outsideTheShareOnlyTheNewRevisionIsWrong() throws {
        let staging = try #require(ConfigCase.staged.staging)
        let outside = ConfigCase.staged.pods.filter { !staging.includes(pod: $0) }
        let stubborn = try #require(outside.first)
        var running = Dictionary(
            uniqueKeysWithValues: ConfigCase.staged.pods.map {
                ($0, (staging.includes(pod: $0) ? ConfigCase.after : ConfigCase.before).revision)
            })
        running[stubborn] = "0123456789ab"
        #expect(confirmed(try seen { $0.running = running }).count == 4)
        running[stubborn] = ConfigCase.after.revision
        #expect(confirmed(try seen { $0.running = running }) == ConfigCase.staged.pods.filter { $0 != stubborn })
    }

    @Test func aPodThatIsNotReadyIsNotWaitedFor() throws {
        let observation = try seen {
            $0.unready = ["web-1"]
            $0.running = [:]
        }
        #expect(observation.route?.proxies.map(\.name) == ["web-0", "web-2", "web-3"])
        #expect(observation.versions["r7"]?.ready == 3 && observation.versions["r6"]?.ready == 4, "what was there before needs no pods")
    }

    @Test(
        "What is not just what this rollout wrote counts as not written, and keeps its number",
        arguments: [
            ConfigStaging(
                release: "uid-6", intent: 2, revision: "r7", percent: 50,
                below: ShareChoice.below(percent: 50, release: "uid-6", pods: ConfigCase.staged.pods)),
            ConfigStaging(release: "uid-7", intent: 1, revision: "r7", percent: 50, below: ConfigCase.staging(50).below),
            ConfigStaging(release: "uid-7", intent: 2, revision: "r5", percent: 50, below: ConfigCase.staging(50).below),
            ConfigStaging(release: "uid-7", intent: 2, revision: "r7", percent: 50, below: ConfigStaging.positions),
        ])
    func aForeignStagingIsNotWritten(staging: ConfigStaging) throws {
        #expect(try seen { $0.staging = staging }.route?.intent == RouteIntent(release: "", number: 2))
    }

    @Test func anotherContentUnderTheSameNameIsNotWritten() throws {
        #expect(try seen { $0.tried = ConfigCase.other }.route?.intent == RouteIntent(release: "", number: 2))
    }

    @Test func aShareThatIsNoLongerRightIsWrittenAnew() throws {
        let more = (0..<8).map { "web-\($0)" }
        #expect(
            try seen { $0.pods = more }.route?.intent?.release
                == (ShareChoice.count(percent: 50, of: 8)
                    == more.filter(
                        ConfigCase.staging(50).includes(pod:)
                    ).count ? "uid-7" : ""))
        let all = ConfigCase.staging(100)
        #expect(try seen { ($0.pods, $0.staging) = (more, all) }.route?.intent?.release == "uid-7", "all are all")
    }

    @Test func theIntentOfAnotherRolloutStaysItsOwn() throws {
        #expect(try seen { $0.intent = RouteIntent(release: "uid-8", number: 9) }.route?.intent == RouteIntent(release: "uid-8", number: 9))
    }

    @Test func whatHasBeenPromotedIsLiveWithoutAStaging() throws {
        let observation = try seen {
            ($0.plain, $0.mark, $0.tried, $0.staging) = (ConfigCase.after, "r7", nil, nil)
            $0.state = ConfigCase.begun(to: .promoting)
        }
        #expect(observation.route?.split.new == 100 && observation.route?.isAcknowledged == true && observation.markedStable == "r7")
        #expect(observation.versions["r6"]?.wanted == 0 && observation.versions["r7"]?.wanted == 4)
    }

    @Test(
        "A direct edit supersedes, and is never overwritten", arguments: [("r8", false), ("r6", true), (nil, false)] as [(String?, Bool)])
    func aDirectEditSupersedes(mark: String?, isEdited: Bool) throws {
        var state = ConfigCase.staged
        (state.plain, state.mark, state.isEdited) = (ConfigCase.other, mark, isEdited)
        let observation = try seen(state)
        #expect(observation.overriddenBy == (mark == "r8" ? "r8" : "a direct edit"))
        #expect(observation.markedStable == "r6", "so that the way back can come to its end")
        let back = try #require(ConfigMapEdit(try state.view, share: 0, intent: RouteIntent(release: "uid-7", number: 3)))
        var main = try state.main
        try back.apply(to: &main)
        #expect(ConfigContent(of: main) == ConfigCase.other && main["data"].strings.keys.sorted() == ["web.yaml"])
        #expect(main.annotations["config.souk.dev/revision"] == mark)
    }

    /// The same object with another revision begins anew, whatever has become of the configuration since.
    @Test func aRolloutThatNamesAnotherRevisionBeginsAnew() throws {
        var state = ConfigCase()
        (state.plain, state.mark) = (ConfigCase.other, "r9")
        state.state = ConfigCase.begun(to: .succeeded)
        #expect(try seen(state).overriddenBy == "r9")
        state.spec.to = "r8"
        let observation = try seen(state)
        #expect(observation.markedStable == "r9" && observation.overriddenBy == nil && observation.versions["r9"]?.wanted == 4)
    }

    @Test func theShareIsDownOnlyWhenNobodyOfItIsReady() throws {
        let share = Set(ConfigCase.staged.pods.filter { ConfigCase.staged.staging?.includes(pod: $0) == true })
        #expect(try seen { $0.unready = share }.versions["r7"]?.ready == 0)
        #expect(try seen { $0.unready = Set(share.dropFirst()) }.versions["r7"]?.ready == 3)
        #expect(try seen { $0.unready = Set(ConfigCase.staged.pods).subtracting(share) }.versions["r7"]?.ready == 2)
    }

    @Test func aServiceThatHasBecomeSmallerIsNotWaitedFor() throws {
        let pods = ["web-0", "web-1"]
        let observation = try seen { ($0.pods, $0.staging) = (pods, ConfigCase.staging(50, pods: pods)) }
        #expect(observation.versions["r7"]?.ready == 4, "the rollout began with four")
        #expect(observation.route?.isAcknowledged == true)
    }

    @Test func aPodOfTheShareThatGoesOnRefusingCountsAsACrash() throws {
        let staging = try #require(ConfigCase.staged.staging)
        let share = ConfigCase.staged.pods.filter(staging.includes)
        func crashes(after milliseconds: Int64, refusing: Set<String>, running: ConfigContent = ConfigCase.before) throws -> Int? {
            var state = ConfigCase.staged
            state.state = ConfigCase.begun(to: .holding)
            state.running = Dictionary(uniqueKeysWithValues: state.pods.map { ($0, running.revision) })
            state.refusing = refusing
            state.now = try #require(state.state?.intent).since + .milliseconds(milliseconds)
            return try seen(state).versions["r7"]?.crashes
        }
        #expect(try crashes(after: 3_000, refusing: Set(share)) == share.count)
        #expect(try crashes(after: 2_999, refusing: Set(share)) == 0)
        #expect(try crashes(after: 9_000, refusing: Set(ConfigCase.staged.pods).subtracting(share)) == 0)
        #expect(try crashes(after: 9_000, refusing: Set(share), running: ConfigCase.after) == 0, "what they refused is gone")
    }

    /// The pods that are down are so because of what they are given: nothing may wait for them.
    @Test(arguments: [50, 100]) func aRevisionThatTakesItsPodsDownIsTakenBackAtOnce(percent: Int) throws {
        var config = ConfigCase.staged
        config.staging = ConfigCase.staging(percent)
        config.unready = Set(percent == 100 ? config.pods : config.pods.filter(try #require(config.staging).includes))
        config.state = ConfigCase.begun(to: .progressing)
        config.intent = RouteIntent(release: "uid-7", number: try #require(config.state?.intent?.number))
        config.staging = ConfigCase.staging(percent, intent: try #require(config.state?.intent?.number))
        let decision = ReleasePass.decide(config.spec, state: config.state, seeing: try config.view.observation(crashes: 0), at: config.now)
        #expect(decision.state.phase == .rollingBack && decision.state.weight == 0)
        #expect(decision.actions.contains { if case .setRoute(TrafficSplit(new: 0), _, _) = $0 { true } else { false } })
    }

    /// An edit acts at once in every pod, also while a revision that has everything is being promoted.
    @Test func aDirectEditTakesThePlaceOfARevisionThatIsBeingPromoted() throws {
        var config = ConfigCase.staged
        config.plain = ConfigCase.other
        config.isEdited = true
        config.state = ConfigCase.begun(to: .promoting)
        let number = try #require(config.state?.intent?.number)
        config.intent = RouteIntent(release: "uid-7", number: number)
        config.staging = ConfigCase.staging(100, intent: number)
        let decision = ReleasePass.decide(config.spec, state: config.state, seeing: try config.view.observation(crashes: 0), at: config.now)
        #expect(decision.state.phase == .rollingBack && decision.state.cause == .superseded(by: "a direct edit"))
        let edit = try #require(ConfigMapEdit(try config.view, share: 0, intent: RouteIntent(release: "uid-7", number: number + 1)))
        var main = try config.main
        try edit.apply(to: &main)
        let picture = ConfigMapPicture(main)
        #expect(picture.plain == ConfigCase.other && picture.staging == nil)
    }

    @Test func seriesAreToldApartByPod() throws {
        let view = try ConfigCase.staged.view
        let staging = try #require(ConfigCase.staged.staging)
        for pod in ConfigCase.staged.pods { #expect(view.isNew(pod) == staging.includes(pod: pod)) }
        var promoted = ConfigCase.staged
        (promoted.plain, promoted.mark, promoted.tried, promoted.staging) = (ConfigCase.after, "r7", nil, nil)
        #expect(try promoted.view.isNew("web-0"))
        #expect(try !ConfigCase().view.isNew("web-0"))
    }
}
