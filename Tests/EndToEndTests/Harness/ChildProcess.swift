import Foundation
import TestKit

/// A process that this test started. It is signalled by its id and by nothing else.
struct ChildProcess: Sendable {
    let pid: pid_t
    /// Where its output goes.
    let log: String

    /// Starts a program with just this environment. Throws ``SpawnError``.
    static func start(_ program: String, _ arguments: [String], environment: [String: String] = [:], log: String) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, nil, arguments, variables)
        guard status == 0 else { throw SpawnError(program: program, reason: String(cString: strerror(status))) }
        return ChildProcess(pid: pid, log: log)
    }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// The exit status once it has ended, or `128 + signal`; nil while it runs. Ask again only until it is not nil.
    func poll() -> Int32? {
        var status: Int32 = 0
        let ended = waitpid(pid, &status, WNOHANG)
        if ended == 0 { return nil }
        guard ended == pid else { return -1 }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Waits for the end. Throws when it does not come in time.
    @discardableResult
    func waitForExit(within limit: Duration = .seconds(30)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let status = poll() { return status }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw SpawnError(program: "process \(pid)", reason: "still runs after \(limit); its log is \(output().suffix(2_000))")
    }

    /// `kill -9`, and waits until the process is gone.
    func killHard() async throws {
        send(SIGKILL)
        try await waitForExit()
    }

    func output() -> String {
        FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

struct SpawnError: Error, CustomStringConvertible {
    let program: String
    let reason: String
    var description: String { "\(program): \(reason)" }
}
