import Foundation
import TestKit

/// A shop of several processes for each service, on free ports of loopback and a folder of its own.
actor ShopCluster {
    enum Kind: String, CaseIterable {
        case product, order, payment, storefront

        /// The service's name in a cluster.
        var principal: String { self == .storefront ? rawValue : rawValue + "-service" }
    }

    /// One replica: it comes back under the same name, ports and folder.
    struct Replica: Hashable {
        let kind: Kind
        let index: Int
        let port: Int
        let adminPort: Int

        var name: String { "\(kind.rawValue)-\(index)" }
        var url: String { "http://127.0.0.1:\(port)" }
        var adminURL: String { "http://127.0.0.1:\(adminPort)" }
    }

    let home: String
    let replicas: [Replica]
    private let environment: [String: String]
    private var running: [Replica: ChildProcess] = [:]

    private init(home: String, replicas: [Replica], environment: [String: String]) {
        self.home = home
        self.replicas = replicas
        self.environment = environment
    }

    /// Starts a shop, hands it to `body`, and ends its processes whatever happens.
    static func withCluster<Result: Sendable>(
        replicas count: Int = 2, environment: [String: String] = [:], _ body: (ShopCluster) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryDirectory { folder in
            let home = folder + "/souk"
            let made = try await SoukBinary.run(["init", "--home", home], in: folder)
            guard made.status == 0 else { throw SpawnError(program: "souk init", reason: made.output) }
            let ports = try freePorts(Kind.allCases.count * count * 2)
            let replicas = Kind.allCases.enumerated().flatMap { offset, kind in
                (0..<count).map { index in
                    let slot = (offset * count + index) * 2
                    return Replica(kind: kind, index: index, port: ports[slot], adminPort: ports[slot + 1])
                }
            }
            let cluster = ShopCluster(home: home, replicas: replicas, environment: environment)
            do {
                try await cluster.startAll()
                let result = try await body(cluster)
                await cluster.endAll()
                return result
            } catch {
                await cluster.endAll()
                throw error
            }
        }
    }

    nonisolated func urls(_ kind: Kind) -> [String] {
        replicas.filter { $0.kind == kind }.map(\.url)
    }

    nonisolated func replicas(_ kind: Kind) -> [Replica] { replicas.filter { $0.kind == kind } }

    nonisolated var adminToken: String {
        get throws {
            try String(contentsOfFile: home + "/admin.token", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    nonisolated func configFile(_ kind: Kind) -> String { "\(home)/config/\(kind.rawValue).yaml" }

    private func startAll() async throws {
        for replica in replicas { try start(replica) }
        for replica in replicas { try await waitUntilReady(replica) }
    }

    func start(_ replica: Replica) throws {
        var variables = [
            "HTTP_PORT": "\(replica.port)", "ADMIN_PORT": "\(replica.adminPort)", "POD_NAME": replica.name, "DRAIN_DELAY_MS": "1000",
            "PRODUCT_URL": urls(.product).joined(separator: ","), "ORDER_URL": urls(.order).joined(separator: ","),
            "PAYMENT_URL": urls(.payment).joined(separator: ","), "LOG_LEVEL": "warning",
        ]
        variables.merge(environment) { $1 }
        let arguments = [
            "serve", replica.kind.rawValue, "--config", configFile(replica.kind), "--secrets", home + "/secrets",
            "--data", "\(home)/volumes/shop/\(replica.kind.principal)-data",
        ]
        running[replica] = try ChildProcess.start(
            SoukBinary.path, arguments, environment: variables, log: "\(home)/\(replica.name).log")
    }

    func waitUntilReady(_ replica: Replica, within limit: Duration = .seconds(30)) async throws {
        do {
            try await eventually(within: limit) { await HTTP.status(replica.adminURL + "/readyz") == 200 }
        } catch {
            throw SpawnError(program: replica.name, reason: "not ready after \(limit): \(running[replica]?.output().suffix(2_000) ?? "")")
        }
    }

    /// `kill -9`, then a fresh process under the same name.
    func crash(_ replica: Replica) async throws {
        guard let process = running[replica] else { return }
        try await process.killHard()
        try start(replica)
    }

    /// SIGTERM; returns the exit status once the process has ended.
    func terminate(_ replica: Replica) async throws -> Int32 {
        guard let process = running[replica] else { return -1 }
        process.send(SIGTERM)
        let status = try await process.waitForExit(within: .seconds(60))
        running[replica] = nil
        return status
    }

    func log(of replica: Replica) -> String { running[replica]?.output() ?? "" }

    private func endAll() async {
        for process in running.values { process.send(SIGKILL) }
        for process in running.values { _ = try? await process.waitForExit() }
        running = [:]
    }
}
