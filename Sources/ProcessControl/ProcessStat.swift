/// One line of `/proc/PID/stat`, as far as it is needed (proc_pid_stat(5)).
struct ProcessStat: Equatable {
    /// `R`, `S`, `D`, `T`, `Z` and so on.
    let state: Character
    let parent: Int32
    let group: Int32
    let session: Int32
    /// In clock ticks since boot.
    let startTime: UInt64

    init?(pid: Int32) {
        guard pid > 0, let line = ProcFile.text("/proc/\(pid)/stat") else { return nil }
        self.init(line: line)
    }

    /// The name of the program stands in parentheses and may itself hold spaces and parentheses: what follows the last one counts.
    init?(line: String) {
        guard let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let state = fields[0].first, let parent = Int32(fields[1]), let group = Int32(fields[2]),
            let session = Int32(fields[3]), let startTime = UInt64(fields[19])
        else { return nil }
        self.state = state
        self.parent = parent
        self.group = group
        self.session = session
        self.startTime = startTime
    }

    /// Neither a zombie nor on its way out.
    var isAlive: Bool { state != "Z" && state != "X" && state != "x" }
}
