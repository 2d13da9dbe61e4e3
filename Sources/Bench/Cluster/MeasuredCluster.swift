import Foundation
import KubeClient
import Logging
import Synchronization

/// A shop that `souk up` opens from the shipped manifests, on addresses of its own and in a fresh home.
final class MeasuredCluster: Sendable {
    static let namespace = "shop"
    static let zones = 3
    /// Where a zone's proxy listens.
    static let proxyPort = 15_001
    private static let manifests = "deploy/overlays/local"

    let home: String
    let port: Int
    /// The zones have the loopback networks 127.N.0.0/16, 127.(N+1).0.0/16 and so on.
    let network: Int
    private let program: String
    private let arguments: [String]
    private let folder: String
    /// The lives of `souk up`, the last one last.
    private let lives = Mutex<[ChildProcess]>([])

    private init(catalogue: String, in folder: String) throws {
        self.folder = folder
        home = folder + "/home"
        program = try SoukProgram.path()
        let ports = try LoopbackPorts.free(3)
        port = ports[0]
        network = try LoopbackPorts.freeNetworks(Self.zones, port: Self.proxyPort)
        arguments = [
            "up", "--home", home, "--port", "\(port)", "--api-port", "\(ports[1])", "--metrics-port", "\(ports[2])",
            "--network", "\(network)", "--manifests", Self.manifests, "--import", catalogue,
        ]
    }

    /// Hands a shop that is still closed to `body`, and closes it whatever comes of that, also when this run has been interrupted.
    static func withCluster<Result>(
        catalogue: String, in folder: String, _ body: (MeasuredCluster) async throws -> Result
    ) async throws -> Result {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let cluster = try MeasuredCluster(catalogue: catalogue, in: folder)
        do {
            let result = try await body(cluster)
            await cluster.close()
            return result
        } catch {
            await cluster.close()
            throw error
        }
    }

    /// Starts `souk up` and waits for nothing.
    func start() throws -> ChildProcess {
        try lives.withLock { lives in
            let process = try ChildProcess.start(program, arguments, log: "\(folder)/up-\(lives.count + 1).log")
            lives.append(process)
            return process
        }
    }

    /// Waits until the shop says that it is open.
    static func waitUntilOpen(_ process: ChildProcess) async throws {
        try await process.waitUntil("the shop is open", within: .seconds(200), every: .milliseconds(5)) {
            process.output.contains("The shop is open")
        }
    }

    /// `kill -9` of `souk up`; pods and proxies go on.
    func killControlPlane() async {
        await lives.withLock { $0.last }?.waitOut(within: .zero)
    }

    /// Calls `body` with a client of its API.
    func withAPI<Result>(_ body: (KubeClient) async throws -> Result) async throws -> Result {
        var logger = Logger(label: "souk-bench")
        logger.logLevel = .error
        return try await KubeClient.withClient(try .kubeconfig(home + "/kubeconfig"), logger: logger, body)
    }

    /// A `souk up` that lives is asked to close everything; `souk down` puts away what one left that was killed.
    private func close() async {
        if let process = lives.withLock({ $0.last }), process.poll() == nil {
            kill(process.pid, SIGTERM)
            await process.waitOut(within: .seconds(60))
        }
        do {
            try await ChildProcess.start(program, ["down", "--home", home], log: folder + "/down.log").waitOut(within: .seconds(90))
        } catch {
            progress("The shop in \(home) cannot be closed: \(error)")
        }
    }
}
