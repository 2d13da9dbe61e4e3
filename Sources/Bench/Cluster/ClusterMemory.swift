import Foundation
import ProcessControl

/// What the processes of a shop take of the memory: their proportional set sizes, in which a page that several share counts once in all.
struct ClusterMemory: Sendable {
    /// Megabytes by kind of process.
    private(set) var kinds: [String: Double] = [:]
    private(set) var processes = 0

    var total: Double { kinds.values.reduce(0, +) }

    /// That of a control plane, and of the pods and proxies in its home.
    static func read(controlPlane: pid_t, home: String) throws -> ClusterMemory {
        var memory = ClusterMemory()
        try memory.add(controlPlane, as: "souk up")
        for pid in try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap({ Int32($0) }) {
            guard let kind = kind(of: pid, home) else { continue }
            try memory.add(pid, as: kind)
        }
        return memory
    }

    /// Nil for what is no pod or proxy of this shop.
    private static func kind(of pid: pid_t, _ home: String) -> String? {
        guard let environment = ProcessIdentity(pid: pid)?.environment else { return nil }
        if environment["SOUK_MESH_PROXY"]?.hasPrefix(home) == true { return "Envoys" }
        guard environment["SOUK_ROOT"]?.hasPrefix(home) == true, let name = environment["POD_NAME"] else { return nil }
        return "\(name.prefix { $0 != "-" }) pods"
    }

    private mutating func add(_ pid: pid_t, as kind: String) throws {
        let text = try String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("Pss:") }
        guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else {
            throw BenchFailure("/proc/\(pid)/smaps_rollup says nothing of Pss.")
        }
        kinds[kind, default: 0] += kibibytes * 1_024 / 1_000_000
        processes += 1
    }
}
