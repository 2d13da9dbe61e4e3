import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// This program again, as ``Hello``, in a process of its own.
struct HelloServer: Sendable {
    let url: String

    static func withServer<Result>(in folder: String, _ body: (HelloServer) async throws -> Result) async throws -> Result {
        guard let program = Bundle.main.executablePath else { throw BenchFailure("This program does not know its own path.") }
        let port = try LoopbackPorts.free(1)[0]
        return try await ChildProcess.withProcess(program, ["hello", "--port", "\(port)"], log: folder + "/hello.log") { process in
            let server = HelloServer(url: "http://127.0.0.1:\(port)/")
            try await process.waitUntil("the hello server answers", within: .seconds(10)) {
                let response = try? await HTTPClient.shared.execute(HTTPClientRequest(url: server.url), timeout: .seconds(1))
                return response?.status == .ok
            }
            return try await body(server)
        }
    }
}
