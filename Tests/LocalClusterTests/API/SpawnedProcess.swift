import Foundation

/// A process that this test started, with its input and output in files. It is signalled by its id and by nothing else.
struct SpawnedProcess: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }

    let pid: pid_t
    private let files: String

    /// - Parameter files: The beginning of the names of its files: `.in` is read, `.out` and `.err` are written.
    init(_ program: String, _ arguments: [String], environment: [String: String], files: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files + ".in", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files + ".out", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files + ".err", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let arguments = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, nil, arguments, variables)
        guard status == 0 else { throw Failure(reason: "\(program): \(String(cString: strerror(status)))") }
        self.pid = pid
        self.files = files
    }

    var output: String { read(".out") }
    var errors: String { read(".err") }

    private func read(_ ending: String) -> String {
        FileManager.default.contents(atPath: files + ending).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The exit status, or `128 + signal`. Kills it and throws when it does not end in time.
    func waitForExit(within limit: Duration = .seconds(60)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                let signal = status & 0x7F
                return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        throw Failure(reason: "process \(pid) still ran after \(limit): \(output.suffix(2_000))\(errors.suffix(2_000))")
    }

    /// Ends it, as Ctrl-C does, and waits.
    @discardableResult
    func interrupt() async throws -> Int32 {
        kill(pid, SIGINT)
        return try await waitForExit()
    }
}
