import Foundation

/// A shop in a process of its own, with a fresh home and the catalogue imported.
struct MeasuredShop: Sendable {
    let url: String
    let adminURL: String
    /// The folder of the services' volumes, in which their databases are.
    let volumes: String
    let api: ShopAPI

    /// Opens the `souk` that the same build put beside this program, hands it to `body`, and closes it.
    static func withShop<Result>(
        catalogue: String, in folder: String, _ body: (MeasuredShop) async throws -> Result
    ) async throws -> Result {
        let home = folder + "/home"
        let ports = try LoopbackPorts.free(2)
        let arguments = ["dev", "--port", "\(ports[0])", "--admin-port", "\(ports[1])", "--home", home, "--import", catalogue]
        return try await ChildProcess.withProcess(try SoukProgram.path(), arguments, log: folder + "/souk.log") { process in
            try await process.waitUntil("the shop is open", within: .seconds(120)) { process.output.contains("The shop is open") }
            let token = try String(contentsOfFile: home + "/admin.token", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            let url = "http://127.0.0.1:\(ports[0])"
            let adminURL = "http://127.0.0.1:\(ports[1])"
            return try await body(
                MeasuredShop(url: url, adminURL: adminURL, volumes: home + "/volumes/shop", api: ShopAPI(url: url, adminToken: token)))
        }
    }
}
