import Foundation

/// A pod that is asked by `/configz` on its admin port which configuration it runs on.
final class ConfiguredPod {
    private struct Report: Decodable {
        struct Service: Decodable {
            let revision: String
        }

        let services: [Service]
    }

    private let connection: LoopbackConnection
    private let request = LoopbackConnection.request("/configz", host: "admin")

    init(_ pod: ClusterAddresses.Pod) throws {
        connection = try LoopbackConnection(pod.address, ClusterAddresses.adminPort)
    }

    func revision() throws -> String {
        let report = try JSONDecoder().decode(Report.self, from: Data(try connection.send(request).body))
        return report.services.map(\.revision).joined(separator: " ")
    }
}
