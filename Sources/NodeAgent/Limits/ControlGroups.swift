import Foundation
package import ProcessControl
import Synchronization

/// Limits containers by the kernel's control groups, version 1 or 2, each in a group of its own below one parent. Where that is not
/// permitted it says so, and the containers run without limits.
package struct ControlGroups: Sendable {
    /// The limits of one container; nil is none.
    package struct Limits: Sendable, Equatable {
        /// Thousandths of a CPU.
        package var milliCPU: Int?
        /// Bytes.
        package var memory: Int?

        package var isEmpty: Bool { milliCPU == nil && memory == nil }
    }

    /// Microseconds over which CPU time is counted.
    package static let period = 100_000

    /// Where the kernel's control groups are mounted.
    package let mount: String
    package let parent: String

    package init(mount: String, parent: String) {
        self.mount = mount
        self.parent = parent
    }

    private var isUnified: Bool { FileManager.default.fileExists(atPath: mount + "/cgroup.controllers") }

    private func folders(_ id: String) -> [String] {
        isUnified ? ["\(mount)/\(parent)/\(id)"] : ["memory", "cpu"].map { "\(mount)/\($0)/\(parent)/\(id)" }
    }

    /// Puts `process`, and what it has started meanwhile, under `limits`. Repeating it changes nothing.
    package func place(_ process: ProcessIdentity, limits: Limits, id: String) throws {
        guard !limits.isEmpty else { return }
        if isUnified { try enableControllers() }
        for (folder, files) in settings(limits, id: id) {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (file, value) in files { try Self.write(value, to: "\(folder)/\(file)") }
            try place(process, in: folder)
        }
    }

    /// What a process starts before it is moved stays where it was: so it is looked again until nobody new is found.
    private func place(_ process: ProcessIdentity, in folder: String) throws {
        var placed: Set<ProcessIdentity> = []
        while true {
            let new = Set(process.sessionMembers).subtracting(placed)
            if new.isEmpty { return }
            for member in new { try Self.write(String(member.pid), to: "\(folder)/cgroup.procs") }
            placed.formUnion(new)
        }
    }

    private func settings(_ limits: Limits, id: String) -> [(folder: String, files: [(String, String)])] {
        let quota = limits.milliCPU.map { max(1_000, $0 * Self.period / 1_000) }
        if isUnified {
            let cpu = quota.map { [("cpu.max", "\($0) \(Self.period)")] } ?? []
            let memory = limits.memory.map { [("memory.max", String($0)), ("memory.oom.group", "1")] } ?? []
            return [("\(mount)/\(parent)/\(id)", cpu + memory)]
        }
        var settings: [(String, [(String, String)])] = []
        if let memory = limits.memory { settings.append(("\(mount)/memory/\(parent)/\(id)", [("memory.limit_in_bytes", String(memory))])) }
        if let quota {
            let files = [("cpu.cfs_period_us", String(Self.period)), ("cpu.cfs_quota_us", String(quota))]
            settings.append(("\(mount)/cpu/\(parent)/\(id)", files))
        }
        return settings
    }

    private func enableControllers() throws {
        try FileManager.default.createDirectory(atPath: "\(mount)/\(parent)", withIntermediateDirectories: true)
        for folder in [mount, "\(mount)/\(parent)"] { try Self.write("+cpu +memory", to: folder + "/cgroup.subtree_control") }
    }

    /// Whether the kernel ended a process of the container for its memory.
    package func wasOutOfMemory(_ id: String) -> Bool {
        let file = isUnified ? "\(mount)/\(parent)/\(id)/memory.events" : "\(mount)/memory/\(parent)/\(id)/memory.oom_control"
        guard let content = FileManager.default.contents(atPath: file) else { return false }
        let line = String(decoding: content, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("oom_kill ") }
        return line?.split(separator: " ").last.flatMap { Int($0) }.map { $0 > 0 } ?? false
    }

    /// Removes the groups of a container that has ended. Says whether they are gone: a group stays busy for a moment after its last
    /// process.
    package func remove(_ id: String) -> Bool {
        folders(id).allSatisfy { rmdir($0) == 0 || errno == ENOENT }
    }

    /// The containers that have groups, by the beginning of their IDs.
    package func present(withPrefix prefix: String) -> Set<String> {
        let names = folders("").flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        return Set(names.filter { $0.hasPrefix(prefix) })
    }

    private static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("open", path) }
        defer { close(file) }
        guard text.withCString({ Foundation.write(file, $0, strlen($0)) }) >= 0 else {
            // A process that has ended meanwhile needs no limit.
            if errno == ESRCH { return }
            throw failure("write", path)
        }
    }

    private static func failure(_ call: String, _ path: String) -> FileFailure {
        FileFailure(call: call, path: path, reason: String(cString: strerror(errno)))
    }
}
