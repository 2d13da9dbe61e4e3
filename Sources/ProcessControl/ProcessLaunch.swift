import Glibc

/// A process to be started, in a session of its own and with nothing inherited but what is named here.
package struct ProcessLaunch: Sendable {
    /// Where both its outputs go.
    package enum Output: Sendable, Equatable {
        case discarded
        /// Appended to, so that the file can be shortened while the process has it open. Created where it is missing.
        case file(String)
        /// An open descriptor of the caller, who keeps it.
        case descriptor(Int32)
    }

    /// The path of the executable; see ``find(_:searchPath:)`` for a bare name.
    package var program: String
    /// Without the name of the program, which comes first by itself.
    package var arguments: [String]
    package var environment: [String: String]
    package var workingDirectory: String
    package var output: Output

    package init(
        program: String, arguments: [String] = [], environment: [String: String] = [:], workingDirectory: String = "/",
        output: Output = .discarded
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.output = output
    }

    /// Starts it. The caller has to wait for it in the end; see ``ProcessIdentity/waitForExit(pollingEvery:)``.
    package func start() throws(LaunchError) -> ProcessIdentity {
        try check()
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        setFiles(&actions)
        guard SpawnExtensions.addWorkingDirectory(workingDirectory, to: &actions) else {
            throw .refused(program: program, errno: ENOSYS)
        }
        SpawnExtensions.addClosing(from: 3, to: &actions)
        Self.setSession(&attributes)
        var pid: pid_t = 0
        let code = withCStrings([program] + arguments) { arguments in
            withCStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&pid, program, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw error(code) }
        // It is our child and stays at least a zombie until it is waited for, so it is always to be found.
        guard let identity = ProcessIdentity(pid: pid) else { throw .refused(program: program, errno: ESRCH) }
        return identity
    }

    /// The executable file that `name` means: itself when it holds a slash, else the first of that name in `searchPath`.
    package static func find(_ name: String, searchPath: String) -> String? {
        let candidates =
            name.contains("/") ? [name] : searchPath.split(separator: ":").map { "\($0)/\(name)" }
        return candidates.first { access($0, X_OK) == 0 && !isFolder($0) }
    }

    /// What posix_spawn would only say as a number, without telling which file it means.
    private func check() throws(LaunchError) {
        guard access(program, F_OK) == 0 else { throw .notFound(program: program) }
        guard access(program, X_OK) == 0, !Self.isFolder(program) else { throw .notExecutable(program: program) }
        guard Self.isFolder(workingDirectory) else { throw .noFolder(path: workingDirectory) }
        guard case .file(let path) = output else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw .outputRefused(path: path, errno: errno) }
        close(file)
    }

    private func setFiles(_ actions: inout posix_spawn_file_actions_t) {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        switch output {
        case .discarded: posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
        }
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }

    private static func setSession(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(SpawnExtensions.setSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    private func error(_ code: Int32) -> LaunchError {
        switch code {
        case ENOENT: .notFound(program: program)
        case EACCES, ENOEXEC: .notExecutable(program: program)
        case ENOMEM: .outOfMemory(program: program)
        case EAGAIN: .tooManyProcesses(program: program)
        case E2BIG: .argumentsTooLong(program: program)
        default: .refused(program: program, errno: code)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }
}

/// A null-terminated array of C strings for the time of `body`.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return body(pointers + [nil])
}
