/// How a process ended.
package enum ProcessExit: Codable, Hashable, Sendable {
    case exited(Int32)
    /// Ended by this signal.
    case signalled(Int32)
    /// It was not our child, so that only the fact is known.
    case unknown

    /// From what waitpid(2) reports.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signalled(signal)
    }

    /// As shells and Kubernetes count: 128 and the signal for one that was signalled; nil when it is not known.
    package var code: Int32? {
        switch self {
        case .exited(let code): code
        case .signalled(let signal): 128 + signal
        case .unknown: nil
        }
    }
}
