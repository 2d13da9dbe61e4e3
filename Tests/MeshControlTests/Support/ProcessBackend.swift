import Foundation
import Glibc
import KubeModel
import ProcessControl

/// A pod as a process of its own that can be killed and stopped: an Envoy which answers everything with its name.
struct ProcessBackend: Sendable {
    let name: String
    let identity: ProcessIdentity

    init(_ name: String, address: String, port: Int = 8_080, envoy: String, folder: String) throws {
        self.name = name
        let path = "\(folder)/\(name).json"
        try Data(Self.configuration(name, address, port).bytes).write(to: URL(filePath: path))
        identity = try ProcessLaunch(
            program: envoy, arguments: ["-c", path, "--concurrency", "1", "--disable-hot-restart", "-l", "critical"],
            workingDirectory: folder, output: .file("\(folder)/\(name).log")
        ).start()
    }

    func stop() { identity.signal(SIGSTOP) }
    func resume() { identity.signal(SIGCONT) }

    func kill() async throws {
        identity.signal(SIGKILL)
        _ = try await identity.waitForExit()
    }

    private static func configuration(_ name: String, _ address: String, _ port: Int) -> JSON {
        let routes: JSON = [
            "virtual_hosts": [
                [
                    "name": "all", "domains": ["*"],
                    "routes": [["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": .string(name)]]]],
                ]
            ]
        ]
        let router: JSON = [
            "name": "router", "typed_config": ["@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"],
        ]
        let manager: JSON = [
            "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "b", "route_config": routes, "http_filters": [router],
        ]
        let socket: JSON = ["socket_address": ["address": .string(address), "port_value": .integer(port)]]
        return [
            "static_resources": [
                "listeners": [["name": "l", "address": socket, "filter_chains": [["filters": [["name": "m", "typed_config": manager]]]]]]
            ]
        ]
    }
}
