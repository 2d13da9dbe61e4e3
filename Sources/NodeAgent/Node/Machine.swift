import Foundation

/// The machine that the node is on.
package struct Machine: Sendable, Equatable {
    package var processors: Int
    /// Bytes.
    package var memory: Int
    package var kernel: String
    package var system: String
    package var machineID: String
    package var bootID: String

    /// This one.
    package static let current: Machine = {
        let process = ProcessInfo.processInfo
        let release = text("/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return Machine(
            processors: process.activeProcessorCount, memory: Int(process.physicalMemory),
            kernel: text("/proc/sys/kernel/osrelease"),
            system: release.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } } ?? "Linux",
            machineID: text("/etc/machine-id"), bootID: text("/proc/sys/kernel/random/boot_id"))
    }()

    /// Kubernetes' name of the architecture.
    package static var architecture: String {
        #if arch(x86_64)
            "amd64"
        #elseif arch(arm64)
            "arm64"
        #else
            "unknown"
        #endif
    }

    private static func text(_ path: String) -> String {
        let content = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        return content?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }
}
