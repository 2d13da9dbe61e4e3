import Foundation
package import KubeModel
package import Logging
import ServiceLifecycle
import Synchronization

/// The kubelet of one local node: runs the pods that are bound to it as processes of this machine.
///
/// The pods outlive it: when it is cancelled, killed or shut down they run on, and the next agent with the same folder takes them up.
/// ``stopAllPods(grace:)`` ends them.
package final class NodeAgent: Service {
    struct State: Sendable {
        /// By UID.
        package var runners: [String: PodRunner] = [:]
        /// Those whose runner is done while the API may still tell of them.
        package var finished: Set<String> = []
        package var isRunning = false
        /// No pod is begun any more.
        package var isStopping = false
        package var meter = UsageMeter()
    }

    package let settings: NodeSettings
    let context: NodeContext
    let state = Mutex(State())

    /// - Parameters:
    ///   - token: Makes the token of a service account for a pod.
    ///   - environment: The agent's own, of which only what every program needs reaches the pods.
    package init(
        api: any ObjectAPI, settings: NodeSettings, token: @escaping @Sendable (TokenRequest) async throws -> ServiceAccountToken,
        environment: [String: String] = ProcessInfo.processInfo.environment, clock: NodeClock = .system, logger: Logger
    ) {
        self.settings = settings
        context = NodeContext(
            api: api, settings: settings, token: token, clock: clock, logger: logger,
            images: ImageStore(folder: settings.imageFolder),
            events: EventRecorder(api: api, node: settings.name, logger: logger, now: clock.now),
            addresses: AddressBook(network: settings.network, folder: settings.folder),
            limits: LimitEnforcer(
                groups: ControlGroups(mount: settings.controlGroupMount, parent: settings.controlGroupParent), node: settings.name,
                logger: logger),
            prober: Prober(clock: clock), environment: environment, machine: .current)
    }

    /// Runs until cancelled or shut down, and leaves the pods as they are.
    package func run() async throws {
        try FileManager.default.createDirectory(
            atPath: PodFolder.all(of: settings.folder), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        state.withLock { ($0.isRunning, $0.isStopping) = (true, false) }
        defer {
            state.withLock { state in
                state.isRunning = false
                state.runners.removeAll()
            }
        }
        let registrar = NodeRegistrar(
            api: context.api, settings: settings, machine: context.machine, clock: context.clock, logger: context.logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await registrar.run() }
                group.addTask { await self.context.events.run() }
                group.addTask { await self.followPods() }
                group.addTask { await self.followSources(.configMaps) }
                group.addTask { await self.followSources(.secrets) }
                group.addTask { await self.followSecretsFolder() }
                group.addTask { await self.renewTokens() }
                group.addTask { await self.measure() }
                group.addTask { await self.observeLogs() }
            }
        }
    }

    /// Ends the processes of all pods and returns when they are gone. The objects stay: the next agent runs them again.
    /// - Parameter grace: What every pod has at most until it is killed; nil is its own.
    package func stopAllPods(grace: Duration?) async {
        let seconds = grace.map { Double($0.components.seconds) + Double($0.components.attoseconds) * 1e-18 }
        let isRunning = state.withLock { state in
            state.isStopping = true
            return state.isRunning
        }
        guard isRunning else {
            return await Self.endAll(in: settings.folder, grace: grace, clock: context.clock)
        }
        for runner in runners { runner.send(.stopRequested(grace: seconds)) }
        while !runners.isEmpty {
            do { try await context.clock.sleep(.milliseconds(5)) } catch { return }
        }
    }

    var runners: [PodRunner] { state.withLock { Array($0.runners.values) } }

    /// Ends every process that agents with this folder have started, without an agent.
    /// - Parameter grace: What every pod has at most until it is killed; nil is its own.
    package static func endAll(in folder: String, grace: Duration? = nil, clock: NodeClock = .system) async {
        let limit = grace.map { Double($0.components.seconds) + Double($0.components.attoseconds) * 1e-18 }
        await withDiscardingTaskGroup { group in
            for pod in PodFolder.present(in: folder).compactMap(AdoptedPod.init) {
                group.addTask { await pod.end(grace: min(pod.record.grace, limit ?? .infinity), clock: clock) }
            }
        }
    }
}
