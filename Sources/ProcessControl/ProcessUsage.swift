import Glibc

/// What a process uses of the machine.
package struct ProcessUsage: Hashable, Sendable {
    /// Since its start, on all cores, in nanoseconds.
    package var cpuNanoseconds: UInt64
    /// Resident memory in bytes, what it shares with others included.
    package var residentBytes: Int

    package init(cpuNanoseconds: UInt64, residentBytes: Int) {
        self.cpuNanoseconds = cpuNanoseconds
        self.residentBytes = residentBytes
    }
}

extension ProcessIdentity {
    /// Nil when it does not run.
    package var usage: ProcessUsage? {
        guard isRunning, let memory = ProcFile.text("/proc/\(pid)/statm")?.split(separator: " "), memory.count > 1,
            let pages = Int(memory[1])
        else { return nil }
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0, isRunning else { return nil }
        let nanoseconds = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        return ProcessUsage(cpuNanoseconds: nanoseconds, residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// Memory in bytes of which shared pages count in proportion (PSS), so that sums over processes are right. It costs more than
    /// ``usage``, as the kernel walks every mapping. Nil when it does not run or may not be looked at.
    package var proportionalBytes: Int? {
        guard isRunning, let rollup = ProcFile.text("/proc/\(pid)/smaps_rollup") else { return nil }
        let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }
}
