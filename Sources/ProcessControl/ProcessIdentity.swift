/// One process of this machine, for as long as the machine runs: a pid that was given away again is another process.
package struct ProcessIdentity: Codable, Hashable, Sendable {
    package let pid: Int32
    /// In clock ticks since boot, from `/proc/PID/stat`.
    package let startTime: UInt64
    /// From `/proc/sys/kernel/random/boot_id`: start times of different boots cannot be compared.
    package let bootID: String

    package init(pid: Int32, startTime: UInt64, bootID: String) {
        self.pid = pid
        self.startTime = startTime
        self.bootID = bootID
    }

    /// The process that has `pid` now, dead but not yet reaped ones included; nil when there is none.
    package init?(pid: Int32) {
        guard let stat = ProcessStat(pid: pid) else { return nil }
        self.init(pid: pid, startTime: stat.startTime, bootID: Self.currentBoot)
    }

    /// The boot that this machine runs on. Empty where the kernel does not tell, which is then equal on every boot.
    package static let currentBoot: String = ProcFile.text("/proc/sys/kernel/random/boot_id").map(ProcFile.trimmed) ?? ""

    /// Whether it still runs; a zombie does not.
    package var isRunning: Bool { stat?.isAlive ?? false }

    /// What the kernel says of it, also when it is a zombie; nil when it is gone or the pid belongs to another process.
    var stat: ProcessStat? {
        guard bootID == Self.currentBoot, let stat = ProcessStat(pid: pid), stat.startTime == startTime else { return nil }
        return stat
    }

    /// The running processes whose environment has the variable `name` set to `value`, as they were started. Those of other users
    /// cannot be seen.
    package static func all(withVariable name: String, _ value: String) -> [ProcessIdentity] {
        let entry = Array("\(name)=\(value)".utf8)
        return ProcFile.pids().filter { pid in
            guard let environment = ProcFile.bytes("/proc/\(pid)/environ") else { return false }
            return environment.split(separator: 0).contains { $0.elementsEqual(entry) }
        }.compactMap(ProcessIdentity.init(pid:)).filter(\.isRunning)
    }
}
