import ConfigMapWatch
import HotConfig
import InMemoryLogging
import KubeModel
import Logging
import Testing

@Suite("A configuration that follows a ConfigMap", .timeLimit(.minutes(1)))
struct ConfigMapSourceTests {
    /// A trial whose ConfigMap holds 5, primed.
    private func primed(file: String = "threshold: 1") async -> Trial {
        let trial = Trial(file: file)
        trial.api.put("threshold: 5")
        await trial.watch.prime(within: .seconds(30))
        return trial
    }

    @Test func everyChangeReachesTheConfiguration() async throws {
        var trial = await primed()
        let config = try trial.start()
        try await trial.watching { trial in
            for threshold in 6...20 {
                trial.api.put("threshold: \(threshold)")
                await trial.reach(threshold, in: config)
                #expect(config.report.resourceVersion == "\(threshold - 4)")
            }
        }
        #expect(config.report.lastRejected == nil)
    }

    @Test func whatIsInvalidIsRefusedAndTheLastGoodStays() async throws {
        var trial = await primed()
        let config = try trial.start()
        try await trial.watching { trial in
            await trial.untilWatching()
            trial.api.put("threshold: 500")
            await trial.push()
            await config.poll()
            #expect(config.current.value.threshold == 5)
            #expect(config.report.lastRejected?.faults.map(\.key) == ["threshold"])
            trial.api.put("threshold: 7")
            await trial.reach(7, in: config)
            #expect(config.report.lastRejected?.resolvedAt != nil)
        }
    }

    @Test func aDeletionLeavesTheLastGoodAndSaysSo() async throws {
        var trial = await primed()
        let config = try trial.start()
        try await trial.watching { trial in
            await trial.untilWatching()
            trial.api.delete()
            await trial.push()
            for _ in 0..<3 { await config.poll() }
            #expect(config.current.value.threshold == 5, "neither the default nor the file's")
            #expect(config.report.lastRejected?.faults.first?.reason.contains("gone from the API") == true)
            trial.api.put("threshold: 6")
            await trial.reach(6, in: config)
            #expect(config.report.lastRejected?.resolvedAt != nil)
        }
    }

    @Test func otherConfigMapsAreNoneOfItsBusiness() async throws {
        var trial = await primed()
        let config = try trial.start()
        try await trial.watching { trial in
            await trial.untilWatching()
            trial.api.put("threshold: 99", as: "another")
            trial.api.delete("another")
            trial.api.put("threshold: 98", as: "yet-another")
            trial.api.cut()
            #expect(await trial.request() == "watch 4", "all has been heard")
            await config.poll()
            #expect(config.current.value.threshold == 5 && config.report.lastRejected == nil)
            trial.api.cut(with: .expired("4"))
            // The second loss in a row is no accident: it pauses.
            await trial.untilPausing()
            trial.endPause()
            #expect(await trial.request() == "list")
            #expect(await trial.request() == "watch 4")
            await config.poll()
            #expect(config.current.value.threshold == 5 && config.report.lastRejected == nil)
        }
    }

    /// How a watch is lost, and what is asked afterwards when the ConfigMap has changed meanwhile.
    static let losses: [(error: StatusError?, isPause: Bool, requests: [String])] = [
        (nil, false, ["watch 1"]),
        (.expired("1"), false, ["list", "watch 2"]),
        (ConfigMapAPI.away, true, ["list", "watch 2"]),
        (StatusError(code: 503, reason: .unavailable, message: "busy"), true, ["list", "watch 2"]),
        (StatusError(code: 403, reason: .forbidden, message: "no"), true, ["list", "watch 2"]),
    ]

    @Test(arguments: losses)
    func whatChangedWhileNobodyWatchedArrives(error: StatusError?, isPause: Bool, requests: [String]) async throws {
        var trial = await primed()
        let config = try trial.start()
        try await trial.watching { trial in
            await trial.untilWatching()
            trial.api.cut(with: error, putting: "threshold: 6")
            if isPause {
                await trial.untilPausing()
                trial.endPause()
            }
            await trial.reach(6, in: config)
            for request in requests { #expect(await trial.request() == request) }
            #expect(config.report.lastRejected == nil && trial.source.isConnected)
        }
    }

    @Test func theFileIsFollowedUntilTheAPIIsThere() async throws {
        var trial = Trial()
        trial.api.put("threshold: 5")
        trial.api.refuse(with: ConfigMapAPI.away)
        await trial.watch.prime(within: .seconds(30))
        let config = try trial.start()
        try await trial.watching { trial in
            for threshold in 2...4 {
                trial.file.set("threshold: \(threshold)")
                await trial.untilPausing()
                await config.poll()
                #expect(config.current.value.threshold == threshold && config.report.resourceVersion == nil)
                trial.endPause()
            }
            await trial.untilPausing()
            trial.api.refuse(with: nil)
            trial.endPause()
            await trial.reach(5, in: config)
            trial.file.set("threshold: 4")
            await config.poll()
            #expect(config.current.value.threshold == 5 && config.report.resourceVersion == "1")
        }
        let messages = trial.logs.entries.filter { $0.message.description.hasPrefix("Config is watched") }
        #expect(messages.count == 1)
    }

    @Test func theFileStandsInForAnAPIThatIsAwayForLongAndYieldsToItAgain() async throws {
        var trial = await primed(file: "threshold: 5")
        let config = try trial.start()
        try await trial.watching { trial in
            await trial.untilWatching()
            trial.api.refuse(with: ConfigMapAPI.away)
            trial.api.cut(with: ConfigMapAPI.away)
            await trial.untilPausing()
            trial.file.set("threshold: 6")
            await config.poll()
            #expect(config.current.value.threshold == 5, "it may be back at once")
            trial.clock.advance(by: .seconds(5))
            await config.poll()
            #expect(config.current.value.threshold == 6 && config.report.resourceVersion == nil)
            await trial.untilPausing()
            trial.api.put("threshold: 7")
            trial.api.refuse(with: nil)
            trial.endPause()
            await trial.reach(7, in: config)
            #expect(config.report.resourceVersion == "2")
        }
        #expect(trial.logs.entries.filter { $0.level == .warning }.count == 1, "it warns once, and not with every try")
    }

    /// In each state that a watch can be in.
    @Test(arguments: ["listing", "watching", "pausing"])
    func itEndsWithTheService(state: String) async throws {
        var trial = Trial()
        trial.api.put("threshold: 5")
        if state == "listing" { trial.api.fallSilent() }
        if state == "pausing" { trial.api.refuse(with: ConfigMapAPI.away) }
        try await trial.watching { trial in
            #expect(await trial.request() == "list")
            if state == "watching" { #expect(await trial.request() == "watch 1") }
            if state == "pausing" { await trial.push() }
        }
    }
}
