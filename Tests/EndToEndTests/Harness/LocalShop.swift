import Foundation
import LoadGenerator
import Synchronization
import TestKit

/// A shop as `souk up` opens it: three zones, its own addresses, ports and folder, driven by the real kubectl.
final class LocalShop: Sendable {
    let folder: String
    let port: Int
    private let apiPort: Int
    private let metricsPort: Int
    /// The first of the loopback networks 127.N.0.0/16 of its zones.
    let network: Int
    /// Of `souk up`, besides the usual ones.
    private let options: [String]
    private let controlPlane = Mutex<ChildProcess?>(nil)

    var home: String { folder + "/souk" }
    var url: String { "http://127.0.0.1:\(port)" }
    var metricsURL: String { "http://127.0.0.1:\(metricsPort)/metrics" }
    var kubeconfig: String { home + "/kubeconfig" }
    private var log: String { folder + "/up.log" }

    private init(folder: String, options: [String]) throws {
        self.folder = folder
        self.options = options
        let ports = try freePorts(3)
        (port, apiPort, metricsPort) = (ports[0], ports[1], ports[2])
        network = Int.random(in: 20...240)
    }

    /// Opens a shop, hands it to `body`, and closes it whatever happens. After a clean body it has to close cleanly.
    static func withShop<Result: Sendable>(
        manifests: String = "deploy/overlays/local", options: [String] = [], _ body: (LocalShop) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryDirectory { folder in
            let shop = try LocalShop(folder: folder, options: options)
            do {
                try await shop.open(manifests: manifests)
                let result = try await body(shop)
                try await shop.close()
                return result
            } catch {
                print("souk up said:\n\(shop.output.suffix(4_000))")
                _ = try? await shop.close()
                throw error
            }
        }
    }

    /// What the control plane printed, over all its lives.
    var output: String { FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    var api: ShopAPI {
        get throws {
            let token = try String(contentsOfFile: home + "/admin.token", encoding: .utf8)
            return ShopAPI(catalog: url, orders: url, adminToken: token.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Starts `souk up` and waits until it says that the shop is open.
    func open(manifests: String = "deploy/overlays/local") async throws {
        let before = output.count
        let process = try start(manifests: manifests)
        try await eventually(within: .seconds(120)) {
            if let status = process.poll() { throw SpawnError(program: "souk up", reason: "ended with \(status): \(output.suffix(4_000))") }
            return output.dropFirst(before).contains("The shop is open")
        }
    }

    /// Starts `souk up` and does not wait for anything.
    @discardableResult
    func start(manifests: String = "deploy/overlays/local") throws -> ChildProcess {
        let process = try ChildProcess.start(
            SoukBinary.path,
            [
                "up", "--home", home, "--port", "\(port)", "--api-port", "\(apiPort)", "--metrics-port", "\(metricsPort)",
                "--network", "\(network)", "-k", manifests, "--import", "data/catalogue/dummyjson/products.json",
            ] + options, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder], log: log)
        controlPlane.withLock { $0 = process }
        return process
    }

    /// `kill -9` of the control plane; pods and proxies go on.
    func killControlPlane() async throws {
        guard let process = controlPlane.withLock({ $0.take() }) else { return }
        try await process.killHard()
    }

    /// SIGTERM to the control plane, as Ctrl-C sends it; returns how it ended.
    func interrupt() async throws -> Int32 {
        guard let process = controlPlane.withLock({ $0.take() }) else { return 0 }
        process.send(SIGTERM)
        return try await process.waitForExit(within: .seconds(60))
    }

    /// `souk down`, and nothing of it may be left.
    func close() async throws {
        let process = controlPlane.withLock { $0.take() }
        let down = try await SoukBinary.run(["down", "--home", home], in: folder)
        let status = try await process?.waitForExit(within: .seconds(60))
        guard down.status == 0, status == nil || status == 0 else {
            throw SpawnError(program: "souk down", reason: "\(down.output); souk up ended with \(status ?? -1): \(output.suffix(2_000))")
        }
        let left = try await processes(matching: home)
        guard left.isEmpty else { throw SpawnError(program: "souk down", reason: "these processes are left: \(left)") }
    }

    /// The ids of the processes whose environment or arguments name `text`, but for this one.
    private func processes(matching text: String) async throws -> [Int] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int.init).filter { pid in
            guard pid != Int(getpid()) else { return false }
            return ["cmdline", "environ"].contains { file in
                FileManager.default.contents(atPath: "/proc/\(pid)/\(file)").map { String(decoding: $0, as: UTF8.self).contains(text) }
                    ?? false
            }
        }
    }
}
