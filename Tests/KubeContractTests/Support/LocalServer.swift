import Foundation
import KubeClient
import KubeControllers
import KubeModel
import LocalCluster
import Logging
import ServiceLifecycle
import StorageSQLite
import TestKit

/// Serves an empty local cluster, with its controllers, in this process while `body` runs.
/// - Parameter changesKept: How far back watches and pages reach, in changes of the whole cluster.
func withLocalServer(changesKept: Int, _ body: @escaping @Sendable (KubeConfig) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
        let database = try SQLiteDatabase(path: folder + "/objects.sqlite", logger: .quiet)
        defer { try? database.close() }
        var limits = StoreLimits()
        limits.changesKept = changesKept
        let store = try await ObjectStore(database: database, limits: limits, logger: .quiet)
        let authority = try ClusterAuthority(folder: folder + "/pki")
        let tokens = try AccessTokens(folder: folder + "/tokens")
        var settings = APIServerSettings()
        settings.port = 0
        settings.bookmarkInterval = .milliseconds(300)
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = APIServer(
            store: store, authority: authority, tokens: tokens, settings: settings, onServing: { announce.yield($0) }, logger: .quiet)
        let controllers = ControllerManager(api: store, usage: NothingRuns(), logger: .quiet)
        let group = ServiceGroup(services: [server, controllers], logger: .quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announce.finish() }
                try await group.run()
            }
            if let port = await ports.first(where: { _ in true }) {
                let config = KubeConfig(
                    server: "https://127.0.0.1:\(port)", authority: Array(authority.authorityPEM.utf8),
                    credential: .token(tokens.administrator))
                let outcome = await Result.of { try await body(config) }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                try outcome.get()
            } else {
                try await tasks.waitForAll()
            }
        }
    }
}

/// A cluster without nodes has no pods to measure.
private struct NothingRuns: PodUsageReading {
    func usage(ofPodsIn namespace: String) async -> [String: PodUsage] { [:] }
}

extension Result where Failure == any Error {
    /// What became of `body`, so that something can be done afterwards either way.
    static func of(_ body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

extension Logger {
    /// Logs nothing but errors.
    static var quiet: Logger {
        var logger = Logger(label: "contract")
        logger.logLevel = .error
        return logger
    }
}
