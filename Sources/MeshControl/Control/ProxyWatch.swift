import AsyncHTTPClient
import Synchronization

/// Asks one proxy what it has taken, as long as it has not taken everything.
final class ProxyWatch: Sendable {
    private static let shortest: Duration = .milliseconds(1)
    private static let longest: Duration = .milliseconds(20)
    /// After a question that got no answer.
    private static let silence: Duration = .milliseconds(50)

    let proxy: MeshProxy
    let folder: ProxyFolder
    let admin: EnvoyAdmin
    /// The pause before the next question; nil when there is nothing to wait for.
    private let pause = Mutex<Duration?>(nil)
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(_ proxy: MeshProxy, folder: ProxyFolder, http: HTTPClient) {
        self.proxy = proxy
        self.folder = folder
        admin = EnvoyAdmin(proxy, http: http)
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Answers are wanted. After something new was written they are asked for often at first: most changes are taken within milliseconds.
    func wait(hasNews: Bool) {
        pause.withLock { if hasNews || $0 == nil { $0 = Self.shortest } }
        wake.yield()
    }

    /// It has taken everything.
    func rest() { pause.withLock { $0 = nil } }

    /// Tells `hear` every answer, nil for none, until the task is cancelled.
    func run(_ hear: @Sendable (XDSStats?) -> Void) async {
        for await _ in wakes {
            while pause.withLock({ $0 != nil }), !Task.isCancelled {
                let stats = await admin.configurationStats()
                hear(stats)
                guard (try? await Task.sleep(for: stats == nil ? Self.silence : nextPause())) != nil else { return }
            }
        }
    }

    /// What there is to wait for now, and half as long again the next time.
    private func nextPause() -> Duration {
        pause.withLock { pause in
            let now = pause ?? Self.shortest
            pause = pause.map { min($0 * 3 / 2, Self.longest) }
            return now
        }
    }
}
