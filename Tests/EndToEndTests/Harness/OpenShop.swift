import Foundation
import TestKit

/// A shop as `make up` opens it: one process, the DummyJSON catalogue imported on the first start.
struct OpenShop: Sendable {
    let url: String
    let adminURL: String
    let home: String
    let process: ChildProcess

    var api: ShopAPI {
        get throws {
            let token = try String(contentsOfFile: home + "/admin.token", encoding: .utf8)
            return ShopAPI(catalog: url, orders: url, adminToken: token.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Opens a shop, hands it to `body`, closes it as `make down` does, and checks that it closed well.
    static func withShop(_ body: (OpenShop) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let ports = try freePorts(2)
            let home = folder + "/souk"
            let process = try ChildProcess.start(
                SoukBinary.path,
                ["dev", "--port", "\(ports[0])", "--admin-port", "\(ports[1])", "--home", home]
                    + ["--import", "data/catalogue/dummyjson/products.json"], log: folder + "/souk.log")
            let shop = OpenShop(
                url: "http://127.0.0.1:\(ports[0])", adminURL: "http://127.0.0.1:\(ports[1])", home: home, process: process)
            do {
                try await shop.waitUntilOpen()
                try await body(shop)
            } catch {
                process.send(SIGKILL)
                _ = try? await process.waitForExit()
                throw error
            }
            process.send(SIGTERM)
            let status = try await process.waitForExit(within: .seconds(30))
            guard status == 0 else {
                throw SpawnError(program: "souk dev", reason: "exit status \(status): \(process.output().suffix(2_000))")
            }
        }
    }

    private func waitUntilOpen() async throws {
        try await eventually(within: .seconds(60)) {
            if let status = process.poll() { throw SpawnError(program: "souk dev", reason: "ended with \(status): \(process.output())") }
            return process.output().contains("The shop is open")
        }
    }
}
