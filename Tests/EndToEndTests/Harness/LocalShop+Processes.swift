import Foundation
import ProcessControl
import TestKit

extension LocalShop {
    /// A container and the process that it is.
    struct Container: Sendable {
        let pod: String
        let node: String
        let restarts: Int
        let address: String
        let process: ProcessIdentity
    }

    /// The containers of the shop that run.
    func containers() async throws -> [Container] {
        let lines = try await kubectl(
            "get", "pods", "-o",
            #"jsonpath={range .items[*]}{.metadata.name} {.spec.nodeName} {.status.containerStatuses[0].restartCount} {.status.podIP}{"\n"}{end}"#
        )
        return lines.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 4, let restarts = Int(words[2]),
                let process = ProcessIdentity.all(withVariable: "POD_NAME", words[0]).first(where: belongsHere)
            else { return nil }
            return Container(pod: words[0], node: words[1], restarts: restarts, address: words[3], process: process)
        }
    }

    /// All processes of a zone: its pods and its proxy.
    func zoneProcesses(_ zone: String) -> [ProcessIdentity] {
        let folders = ["\(home)/cluster/nodes/\(zone)", "\(home)/cluster/mesh/\(zone)"]
        let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        return pids.compactMap { pid in
            let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ").map { String(decoding: $0, as: UTF8.self) } ?? ""
            return folders.contains(where: environment.contains) ? ProcessIdentity(pid: pid) : nil
        }
    }

    private func belongsHere(_ process: ProcessIdentity) -> Bool {
        FileManager.default.contents(atPath: "/proc/\(process.pid)/environ").map { String(decoding: $0, as: UTF8.self).contains(home) }
            ?? false
    }
}
