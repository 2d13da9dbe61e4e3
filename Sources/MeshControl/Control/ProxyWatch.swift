import AsyncHTTPClient
import Synchronization

/// Asks one proxy what it has taken, as long as it has not taken everything.
final class ProxyWatch: Sendable {
    let proxy: MeshProxy
    let folder: ProxyFolder
    let admin: EnvoyAdmin
    private let isWaiting = Mutex(false)
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(_ proxy: MeshProxy, folder: ProxyFolder, http: HTTPClient) {
        self.proxy = proxy
        self.folder = folder
        admin = EnvoyAdmin(proxy, http: http)
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func setWaiting(_ waiting: Bool) {
        isWaiting.withLock { $0 = waiting }
        if waiting { wake.yield() }
    }

    /// Tells `hear` every answer, nil for none, until the task is cancelled. Often at first, as most changes are taken within milliseconds.
    func run(_ hear: @Sendable (XDSStats?) -> Void) async {
        for await _ in wakes {
            var pause = Duration.milliseconds(1)
            while isWaiting.withLock(\.self), !Task.isCancelled {
                let stats = await admin.configurationStats()
                hear(stats)
                guard (try? await Task.sleep(for: pause)) != nil else { return }
                pause = stats == nil ? .milliseconds(50) : min(pause * 3 / 2, .milliseconds(100))
            }
        }
    }
}
