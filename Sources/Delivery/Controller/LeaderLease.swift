package import KubeModel
package import Logging
import Synchronization

/// A `coordination.k8s.io` Lease, which of several controllers one holds at a time. Whoever holds it renews it; ``isHeld`` is true only for
/// as long as nobody else can have taken it, also if this process was stopped or its clock was set meanwhile.
package final class LeaderLease: Sendable {
    private let api: any ObjectAPI
    private let key: ObjectKey
    private let settings: DeliverySettings
    private let clock: any Clock<Duration>
    private let uptime: @Sendable () -> Duration
    private let now: @Sendable () -> KubeTime
    private let logger: Logger
    private let term: Mutex<LeaseTerm>
    private let identity: String

    /// - Parameters:
    ///   - identity: Another one for each process that runs at the same time.
    ///   - clock: For pauses and for the time that it is held; it must not stand still while the process is stopped.
    ///   - now: For what is written, which nobody goes by.
    package init(
        api: any ObjectAPI, namespace: String, identity: String, settings: DeliverySettings, clock: any Clock<Duration>,
        now: @escaping @Sendable () -> KubeTime, logger: Logger
    ) {
        self.api = api
        key = ObjectKey(.leases, namespace: namespace, name: settings.lease)
        self.identity = identity
        self.settings = settings
        self.clock = clock
        uptime = Self.uptime(of: clock)
        self.now = now
        self.logger = logger
        term = Mutex(LeaseTerm(identity: identity, duration: settings.leaseDuration, margin: settings.leaseMargin))
    }

    /// Whether this process may act now.
    package var isHeld: Bool {
        let time = uptime()
        return term.withLock { $0.isHeld(at: time) }
    }

    /// Gets the lease whenever it can be had and keeps it, until the task is cancelled.
    /// - Parameter acquired: Called each time it has been got.
    package func run(acquired: @Sendable () -> Void) async {
        while !Task.isCancelled {
            let before = isHeld
            let pause = await attempt()
            if isHeld, !before {
                logger.notice("The lease was acquired", metadata: ["lease": "\(key)", "identity": "\(identity)"])
                acquired()
            } else if before, !isHeld {
                logger.warning("The lease was lost", metadata: ["lease": "\(key)", "identity": "\(identity)"])
            }
            do { try await clock.sleep(for: pause) } catch { return }
        }
    }

    /// Lets another one have it at once.
    package func release() async {
        guard isHeld, let lease = try? await api.get(key), lease.spec["holderIdentity"].string == identity else { return }
        term.withLock { $0.lost() }
        var free = lease
        free["spec", "holderIdentity"] = ""
        _ = try? await api.update(free, as: .leases, manager: DeliveryController.name)
    }

    /// One look at the lease, and a claim if it can be claimed. Returns when to look again.
    private func attempt() async -> Duration {
        do throws(StatusError) {
            let lease = try await present()
            let time = uptime()
            let move = term.withLock { $0.read(LeaseTerm.Record(lease), at: time) }
            guard case .wait(let left) = move else { return try await claim(lease) }
            return min(left, settings.leaseRetry)
        } catch {
            // Somebody else was faster, or the API is away; what is held is held for its time.
            if error.reason == .conflict { term.withLock { $0.lost() } }
            logger.debug("The lease cannot be had", metadata: ["lease": "\(key)", "error": "\(error.message)"])
            return settings.leaseRetry
        }
    }

    private func claim(_ lease: KubeObject) async throws(StatusError) -> Duration {
        let asked = uptime()
        let written = try await api.update(claimed(lease), as: .leases, manager: DeliveryController.name)
        term.withLock { $0.claimed(LeaseTerm.Record(written), asked: asked) }
        return settings.leaseRenewal
    }

    /// The lease, made if there is none; nobody holds it then.
    private func present() async throws(StatusError) -> KubeObject {
        if let lease = try await api.find(key) { return lease }
        var lease = KubeObject(.leases, namespace: key.namespace, name: key.name)
        lease["spec"] = ["holderIdentity": "", "leaseDurationSeconds": .integer(leaseSeconds)]
        return try await api.create(lease, as: .leases, manager: DeliveryController.name)
    }

    private var leaseSeconds: Int { max(1, Int(settings.leaseDuration.components.seconds)) }

    private func claimed(_ lease: KubeObject) -> KubeObject {
        let time = JSON.string(now().microText)
        var lease = lease
        lease["spec", "renewTime"] = time
        lease["spec", "leaseDurationSeconds"] = .integer(leaseSeconds)
        guard lease.spec["holderIdentity"].string != identity else { return lease }
        lease["spec", "holderIdentity"] = .string(identity)
        lease["spec", "acquireTime"] = time
        lease["spec", "leaseTransitions"] = .integer((lease.spec["leaseTransitions"].int ?? 0) + 1)
        return lease
    }

    private static func uptime<C: Clock<Duration>>(of clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

extension LeaseTerm.Record {
    fileprivate init(_ lease: KubeObject) {
        self.init(holder: lease.spec["holderIdentity"].string ?? "", resourceVersion: lease.resourceVersion)
    }
}
