package import AsyncHTTPClient
import Foundation
package import KubeModel
package import Logging
import ProcessControl
import ServiceLifecycle

/// Runs the mesh of one machine: starts the proxies or finds them again, keeps their configuration equal to what the API holds, and says in
/// the objects' status what became of each.
///
/// The condition `Reconciled` of a VirtualService, DestinationRule or Gateway is `True` with the generation as `observedGeneration` once
/// every proxy that answers has that version in force. The proxies outlive it; see ``stopProxies(settings:folder:)``.
package final class MeshController: Service {
    private let settings: MeshSettings
    private let api: any ObjectAPI
    private let folder: String
    private let envoy: String
    private let logger: Logger
    private let reporter: StatusReporter
    private let watches: [ProxyWatch]
    private let inbox = Inbox<MeshLoop.Input>()

    /// - Parameters:
    ///   - folder: Where each proxy gets a folder of its own.
    ///   - envoy: The path of Envoy's executable.
    ///   - http: For the proxies' administration.
    package init(settings: MeshSettings, api: any ObjectAPI, folder: String, envoy: String, http: HTTPClient, logger: Logger) {
        self.settings = settings
        self.api = api
        self.folder = folder
        self.envoy = envoy
        self.logger = logger
        reporter = StatusReporter(
            api: api, logger: logger, now: { KubeTime(secondsSince1970: Date().timeIntervalSince1970) })
        watches = settings.proxies.map {
            ProxyWatch($0, folder: Self.folder(of: $0, in: folder), http: http)
        }
    }

    /// Where a proxy runs.
    package static func folder(of proxy: MeshProxy, in folder: String) -> ProxyFolder { ProxyFolder(path: "\(folder)/\(proxy.name)") }

    /// Returns at a graceful shutdown; the proxies go on.
    package func run() async throws {
        for watch in watches { try watch.folder.create() }
        let (configured, hasConfigured) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Void.self) { group in
            for type in MeshState.types { group.addTask { await self.follow(type) } }
            for watch in watches {
                group.addTask { await watch.run { self.inbox.put(.told(watch.proxy.name, $0)) } }
            }
            group.addTask { await self.reporter.run() }
            group.addTask { for await _ in Ticks(every: .seconds(1)) { self.inbox.put(.tick) } }
            group.addTask {
                // A proxy without configuration files would end at once.
                for await _ in configured { await self.supervise() }
            }
            group.addTask { await self.loop(hasConfigured) }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    /// Ends all proxies of a mesh, for good.
    package static func stopProxies(settings: MeshSettings, folder: String) async throws(CancellationError) {
        for proxy in settings.proxies { try await EnvoyProcess.stop(in: Self.folder(of: proxy, in: folder)) }
    }

    private func follow(_ type: ResourceType) async {
        for await update in ObjectStream(type, of: api) { inbox.put(.update(type, update)) }
    }

    private func loop(_ hasConfigured: AsyncStream<Void>.Continuation) async {
        var loop = MeshLoop(
            translator: MeshTranslator(settings: settings), watches: watches, reporter: reporter,
            store: AcceptedObjects(path: "\(folder)/accepted.json"), logger: logger)
        for await _ in inbox.signals {
            loop.handle(inbox.takeAll())
            guard loop.isConfigured else { continue }
            hasConfigured.yield()
            hasConfigured.finish()
        }
    }

    private func supervise() async {
        await withTaskGroup(of: Void.self) { group in
            for watch in watches {
                var logger = logger
                logger[metadataKey: "proxy"] = "\(watch.proxy.name)"
                let process = EnvoyProcess(watch.proxy, folder: watch.folder, program: envoy)
                let supervisor = EnvoySupervisor(process, admin: watch.admin, logger: logger) { _ in
                    self.inbox.put(.started(watch.proxy.name))
                }
                group.addTask { await supervisor.run() }
                group.addTask { await supervisor.trimLogs(at: Ticks(every: .seconds(30))) }
            }
        }
    }
}
