import AsyncHTTPClient
import Foundation
import KubeModel
import LocalCluster
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import StorageSQLite
import TestKit

/// An API server on a free port, with what it takes to talk to it.
struct ClusterUnderTest: Sendable {
    let store: ObjectStore
    let tokens: AccessTokens
    /// `https://127.0.0.1:PORT`
    let server: String
    let authorityPEM: String
    /// For the test's own files; gone afterwards.
    let folder: String
    let http: HTTPClient
    let kubeconfig: String

    var now: KubeTime { KubeTime(secondsSince1970: Date().timeIntervalSince1970) }
}

/// Serves a new store with the namespaces `default` and `shop` while `body` runs.
func withCluster(
    settings: APIServerSettings = APIServerSettings(), limits: StoreLimits = StoreLimits(), logs: (any PodLogReading)? = nil,
    usage: (any UsageReading)? = nil, _ body: @escaping @Sendable (ClusterUnderTest) async throws -> Void
) async throws {
    try await withTemporaryDirectory { folder in
        let store = try await openStore(in: folder, limits: limits)
        for name in ["default", "shop"] { try await store.create(KubeObject(.namespaces, name: name), as: .namespaces) }
        let authority = try ClusterAuthority(folder: folder + "/pki")
        let tokens = try AccessTokens(folder: folder + "/tokens")
        var settings = settings
        settings.port = 0
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = APIServer(
            store: store, authority: authority, tokens: tokens, settings: settings, logs: logs, usage: usage,
            onServing: { announce.yield($0) }, logger: .quiet)
        let group = ServiceGroup(services: [server], logger: .quiet)
        let http = HTTPClient(configuration: try .trusting(authority.authorityPEM))
        let outcome = await Result.running {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                guard let port = await ports.first(where: { _ in true }) else { return }
                let outcome = await Result.running {
                    try await body(
                        try ClusterUnderTest(
                            store: store, tokens: tokens, server: "https://127.0.0.1:\(port)", authorityPEM: authority.authorityPEM,
                            folder: folder, http: http))
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                try outcome.get()
            }
        }
        try await http.shutdown()
        try outcome.get()
    }
}

extension ClusterUnderTest {
    init(
        store: ObjectStore, tokens: AccessTokens, server: String, authorityPEM: String, folder: String, http: HTTPClient
    ) throws {
        self.store = store
        self.tokens = tokens
        self.server = server
        self.authorityPEM = authorityPEM
        self.folder = folder
        self.http = http
        kubeconfig = folder + "/kubeconfig"
        let config = Kubeconfig(server: server, authorityPEM: authorityPEM, token: tokens.administrator, namespace: "shop")
        try config.text.write(toFile: kubeconfig, atomically: true, encoding: .utf8)
    }
}

extension HTTPClient.Configuration {
    fileprivate static func trusting(_ authorityPEM: String) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authorityPEM.utf8)))
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.httpVersion = .http1Only
        return configuration
    }
}

extension Result where Failure == any Error {
    /// What became of `body`.
    static func running(_ body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
