import Foundation
import Synchronization

/// A process that this run started, known and ended by its id.
final class ChildProcess: Sendable {
    let pid: pid_t
    /// The file that takes its output.
    let log: String
    /// Once it has been collected; from then on the id may be another's.
    private let exitStatus = Mutex<Int32?>(nil)

    private init(pid: pid_t, log: String) {
        self.pid = pid
        self.log = log
    }

    /// Starts a program with this process's environment. A name without a slash is looked up in `PATH`. Throws ``BenchFailure``.
    static func start(_ program: String, _ arguments: [String], log: String) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawnp(&pid, program, &actions, nil, words, variables)
        guard status == 0 else { throw BenchFailure("\(program) cannot be started: \(String(cString: strerror(status)))") }
        return ChildProcess(pid: pid, log: log)
    }

    /// Starts a program, hands it to `body`, and ends it whatever comes of that.
    static func withProcess<Result>(
        _ program: String, _ arguments: [String], log: String, _ body: (ChildProcess) async throws -> Result
    ) async throws -> Result {
        let process = try start(program, arguments, log: log)
        do {
            let result = try await body(process)
            await process.end()
            return result
        } catch {
            await process.end()
            throw error
        }
    }

    /// The exit status once it has ended, or `128 + signal`; nil while it runs.
    func poll() -> Int32? {
        exitStatus.withLock { known in
            if known == nil { known = collect(WNOHANG) }
            return known
        }
    }

    private func collect(_ options: Int32) -> Int32? {
        var status: Int32 = 0
        let ended = waitpid(pid, &status, options)
        guard ended != 0 else { return nil }
        guard ended == pid else { return -1 }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    var output: String {
        FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Asks it to end, and forces it after ten seconds, or at once when this run has been interrupted.
    private func end() async {
        guard poll() == nil else { return }
        kill(pid, SIGTERM)
        let deadline = ContinuousClock.now + .seconds(10)
        while poll() == nil, ContinuousClock.now < deadline, (try? await Task.sleep(for: .milliseconds(10))) != nil {}
        guard poll() == nil else { return }
        kill(pid, SIGKILL)
        exitStatus.withLock { $0 = collect(0) }
    }
}
