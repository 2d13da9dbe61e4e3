import ConfigMapWatch
import HotConfig
import InMemoryLogging
import KubeModel
import Logging
import ServiceLifecycle

/// A configuration that follows a ConfigMap. Nothing happens in it but what the test does, and every wait is for something that happens.
struct Trial {
    private static let longestPause: Duration = .seconds(2)

    let api = ConfigMapAPI()
    let clock: ManualClock
    let file: MountedFile
    let logs = InMemoryLogHandler()
    let source: PushedSource
    let watch: ConfigMapSource<ManualClock>
    private var pushes: AsyncStream<Void>.Iterator
    private var sleeps: AsyncStream<Duration>.Iterator
    private var requests: AsyncStream<String>.Iterator

    /// - Parameter file: What the mounted file holds at first.
    init(file yaml: String = "threshold: 1") {
        let clock = ManualClock()
        let logs = logs
        self.clock = clock
        file = MountedFile(yaml)
        source = PushedSource(name: "configmaps/shop/settings", fallback: file, now: { clock.now })
        watch = ConfigMapSource(
            "settings", namespace: "shop", of: api, into: source, clock: clock, logger: Logger(label: "test") { _ in logs })
        pushes = source.pushes.makeAsyncIterator()
        sleeps = clock.sleeps.makeAsyncIterator()
        requests = api.requests.makeAsyncIterator()
    }

    /// Starts the configuration on what there is.
    func start() throws -> HotConfig<StockConfig> {
        try HotConfig(
            ConfigWatch(reader: source, lastGood: nil, ticks: AsyncStream { $0.finish() }, logger: Logger(label: "test") { _ in logs }))
    }

    /// Watches while `body` runs.
    mutating func watching(_ body: (inout Trial) async throws -> Void) async throws {
        let group = ServiceGroup(services: [watch], logger: Logger(label: "test") { [logs] _ in logs })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(&self)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// The next request that the API got.
    mutating func request() async -> String? { await requests.next() }

    /// Until something is pushed.
    mutating func push() async { await pushes.next() }

    /// Looks at each push, until the configuration has this threshold.
    mutating func reach(_ threshold: Int, in config: HotConfig<StockConfig>) async {
        repeat {
            await push()
            await config.poll()
        } while config.current.value.threshold != threshold
    }

    /// Until a watch is open; what was pushed before is taken.
    mutating func untilWatching() async {
        while let request = await request(), !request.hasPrefix("watch") {}
        await push()
    }

    /// Until the watch pauses before it tries again.
    mutating func untilPausing() async {
        while let length = await sleeps.next(), length > Self.longestPause {}
    }

    /// Lets the pause be over.
    func endPause() { clock.advance(by: Self.longestPause) }
}
