package import KubeControllers
import KubeModel
package import Logging
import Synchronization

/// Watches over the nodes' leases in `kube-node-lease`.
package final class NodeHealthController: Sendable {
    package static let leaseNamespace = "kube-node-lease"

    private let context: ControllerContext
    private let health: Mutex<NodeHealth>
    private let settings: NodeHealthSettings
    private let uptime: @Sendable () -> Duration
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameter uptime: The time since any fixed moment, by a clock that never jumps and does not stop while the machine sleeps.
    package init(
        _ context: ControllerContext, settings: NodeHealthSettings, uptime: @escaping @Sendable () -> Duration, clock: any Clock<Duration>,
        logger: Logger
    ) {
        self.context = context
        self.settings = settings
        self.uptime = uptime
        self.clock = clock
        self.logger = logger
        health = Mutex(NodeHealth(settings))
        // Made now, so that they run with the others.
        for type in [ResourceType.nodes, .leases, .pods] { _ = context.informers[type] }
    }

    /// Works until its task is cancelled.
    package func run() async {
        repeat { await check() } while (try? await clock.sleep(for: settings.checkPeriod)) != nil
    }

    /// One look at all nodes.
    package func check() async {
        let leases = context.informers[.leases].objects(in: Self.leaseNamespace)
        let renewals = leases.reduce(into: [String: String]()) { $0[$1.name] = $1["spec", "renewTime"].string }
        let (nodes, pods) = (context.informers[.nodes].objects(), context.informers[.pods].objects())
        let (instant, now) = (uptime(), context.now())
        let directives = health.withLock { $0.check(nodes: nodes, renewals: renewals, pods: pods, at: instant, now: now) }
        for directive in directives {
            do throws(StatusError) {
                // One by one: what fails is decided anew at the next look, and must not keep the rest from being done.
                try await context.performer.perform([directive])
            } catch {
                logger.warning("A node's state was not written", metadata: ["error": "\(error.message)"])
            }
        }
    }
}
