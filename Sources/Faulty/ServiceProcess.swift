import FaultProxy
import Foundation

/// The sound program as a child in this process's session: it gets the signals that this one passes on, and does not outlive it.
struct ServiceProcess: Sendable {
    /// The first argument by which this program becomes the sound one, see ``become(_:)``.
    static let entry = "--become"

    let pid: pid_t

    /// Starts this program again, to become `program` with its arguments.
    static func start(_ program: String, _ arguments: [String], environment: [String: String]) throws -> ServiceProcess {
        guard access(program, X_OK) == 0 else {
            throw FaultPlanError("\(program) is no program that can be run: see `program` in faults.json")
        }
        var pid: pid_t = 0
        let words = ["/proc/self/exe", entry, program] + arguments
        let status = withCStrings(words) { words in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { posix_spawn(&pid, "/proc/self/exe", nil, nil, words, $0) }
        }
        guard status == 0 else { throw FaultPlanError("\(program) cannot be started: \(String(cString: strerror(status)))") }
        return ServiceProcess(pid: pid)
    }

    /// Turns this process into the program that the words name, which ends when the process that started it does: also by SIGKILL.
    static func become(_ words: [String]) throws -> Never {
        typealias Prctl = @convention(c) (CInt, CUnsignedLong, CUnsignedLong, CUnsignedLong, CUnsignedLong) -> CInt
        let (setParentDeathSignal, parent) = (CInt(1), getppid())
        if let symbol = dlsym(nil, "prctl") {
            _ = unsafeBitCast(symbol, to: Prctl.self)(setParentDeathSignal, CUnsignedLong(SIGKILL), 0, 0, 0)
        }
        guard let program = words.first, getppid() == parent else { exit(1) }
        // What this program listens to itself must not stay ignored in the next.
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        _ = withCStrings(words) { execv(program, $0) }
        throw FaultPlanError("\(program) cannot be started: \(String(cString: strerror(errno)))")
    }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// Waits for its end and returns its status, or `128 + signal`.
    func waitForExit() async throws -> Int32 {
        while true {
            var status: Int32 = 0
            let ended = waitpid(pid, &status, WNOHANG)
            if ended == pid {
                let signal = status & 0x7F
                return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            }
            guard ended == 0 else { return 1 }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// A null-terminated array of C strings for the time of `body`.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return body(pointers + [nil])
}
