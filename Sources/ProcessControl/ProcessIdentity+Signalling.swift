import Glibc

extension ProcessIdentity {
    /// Sends `signal` to this process and to no other that got its pid. Says whether it was sent: false when the process is gone or
    /// may not be signalled.
    @discardableResult
    package func signal(_ signal: Int32) -> Bool {
        // The descriptor is taken first and the identity checked after: from then on it cannot become another process's.
        if let descriptor = PidFD(pid: pid) {
            return isRunning && descriptor.send(signal) == 0
        }
        return isRunning && kill(pid, signal) == 0
    }

    /// Sends `signal` to every process of the session that it leads, also when it is itself gone. Says how many were reached.
    @discardableResult
    package func signalSession(_ signal: Int32) -> Int {
        sessionMembers.count { $0.signal(signal) }
    }

    /// Whether it runs and leads a session, as every process does that ``ProcessLaunch`` started.
    package var leadsSession: Bool { stat.map { $0.isAlive && $0.session == pid } ?? false }

    /// Every running process of the session that it leads, itself included.
    package var sessionMembers: [ProcessIdentity] {
        // The kernel gives no pid away that is still the number of a session: another process with it means that the session is over.
        guard bootID == Self.currentBoot else { return [] }
        if let present = ProcessStat(pid: pid), present.startTime != startTime { return [] }
        return ProcFile.pids().compactMap { candidate in
            guard let stat = ProcessStat(pid: candidate), stat.session == pid, stat.isAlive, stat.startTime >= startTime else {
                return nil
            }
            return ProcessIdentity(pid: candidate, startTime: stat.startTime, bootID: bootID)
        }
    }
}
