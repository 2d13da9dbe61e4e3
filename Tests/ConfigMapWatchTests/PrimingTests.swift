import ConfigMapWatch
import HotConfig
import InMemoryLogging
import KubeModel
import Logging
import Testing

@Suite("What a service starts on", .timeLimit(.minutes(1)))
struct PrimingTests {
    @Test func theAPIGoesBeforeTheMountedFile() async throws {
        var trial = Trial()
        trial.api.put("threshold: 5")
        await trial.watch.prime(within: .seconds(30))
        let config = try trial.start()
        #expect(config.current.value.threshold == 5)
        #expect(config.report.source == "configmaps/shop/settings" && config.report.resourceVersion == "1")
        #expect(trial.api.scopes == ["shop metadata.name=settings"], "a role may allow this one name only")
        #expect(await trial.request() == "list")
        #expect(!trial.logs.entries.contains { $0.level >= .warning })
    }

    /// Away, without the right to read it, too busy.
    @Test(arguments: [
        ConfigMapAPI.away, StatusError(code: 403, reason: .forbidden, message: "no"),
        StatusError(code: 503, reason: .unavailable, message: "busy"),
    ])
    func withoutAnAnswerItIsTheFile(_ refusal: StatusError) async throws {
        let trial = Trial()
        trial.api.put("threshold: 5")
        trial.api.refuse(with: refusal)
        await trial.watch.prime(within: .seconds(30))
        #expect(!trial.source.isConnected)
        #expect(try trial.start().current.value.threshold == 1)
        let warnings = trial.logs.entries.filter { $0.level == .warning }.map(\.message)
        #expect(warnings == ["Config was not told by the API in time; the service starts on the mounted file"])
    }

    @Test func anAnswerIsWaitedForNoLongerThanTold() async throws {
        let trial = Trial()
        trial.api.put("threshold: 5")
        trial.api.fallSilent()
        await withTaskGroup { [watch = trial.watch] tasks in
            tasks.addTask { await watch.prime(within: .seconds(30)) }
            var sleeps = trial.clock.sleeps.makeAsyncIterator()
            #expect(await sleeps.next() == .seconds(30))
            trial.clock.advance(by: .seconds(30))
        }
        #expect(!trial.source.isConnected)
        #expect(try trial.start().current.value.threshold == 1)
    }

    /// The file may be there still, but what is deleted must not come to life again by a restart.
    @Test func aConfigMapThatTheAPIDoesNotHaveIsNoStart() async throws {
        let trial = Trial()
        trial.api.put("threshold: 9", as: "another")
        await trial.watch.prime(within: .seconds(30))
        #expect(trial.source.isConnected)
        let faults = try #require(throws: ConfigFaults.self) { try trial.start() }
        #expect(faults.faults.map(\.reason).contains { $0.contains("the ConfigMap is gone from the API") })
    }
}
