import Foundation
import ProcessControl
import TestKit

extension LocalShop {
    /// A container and the process that it is.
    struct Container: Sendable {
        let pod: String
        let node: String
        let restarts: Int
        let process: ProcessIdentity
    }

    /// The containers of the shop that run.
    func containers() async throws -> [Container] {
        let lines = try await kubectl(
            "get", "pods", "-o",
            #"jsonpath={range .items[*]}{.metadata.name} {.spec.nodeName} {.status.containerStatuses[0].restartCount}{"\n"}{end}"#)
        return lines.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let restarts = Int(words[2]),
                let process = ProcessIdentity.all(withVariable: "POD_NAME", words[0]).first(where: belongsHere)
            else { return nil }
            return Container(pod: words[0], node: words[1], restarts: restarts, process: process)
        }
    }

    /// All processes of a zone: its pods and its proxy.
    func zoneProcesses(_ zone: String) async throws -> [ProcessIdentity] {
        let pods = try await containers().filter { $0.node == zone }.map(\.process)
        return pods + proxies().filter { $0.zone == zone }.map(\.process)
    }

    /// The Envoys of the shop by zone; the one at the edge has none.
    func proxies() -> [(zone: String?, process: ProcessIdentity)] {
        let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        return pids.compactMap { pid in
            guard let command = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline").map({ String(decoding: $0, as: UTF8.self) }),
                command.contains("envoy"), command.contains(home), let process = ProcessIdentity(pid: pid)
            else { return nil }
            return (["zone-a", "zone-b", "zone-c"].first(where: command.contains), process)
        }
    }

    private func belongsHere(_ process: ProcessIdentity) -> Bool {
        FileManager.default.contents(atPath: "/proc/\(process.pid)/environ").map { String(decoding: $0, as: UTF8.self).contains(home) }
            ?? false
    }
}
