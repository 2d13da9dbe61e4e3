import Glibc

/// Why a process could not be started, and what to do about it.
package enum LaunchError: Error, Equatable, Sendable {
    case notFound(program: String)
    case notExecutable(program: String)
    case noFolder(path: String)
    case outputRefused(path: String, errno: Int32)
    case outOfMemory(program: String)
    case tooManyProcesses(program: String)
    case argumentsTooLong(program: String)
    case refused(program: String, errno: Int32)
}

extension LaunchError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let program): "\(program) is not there: check the path, or install it"
        case .notExecutable(let program): "\(program) cannot be executed: make it an executable of this machine (chmod +x)"
        case .noFolder(let path): "\(path) is no folder to work in: create it, or name another working directory"
        case .outputRefused(let path, let code): "\(path) cannot be opened for output: \(Self.text(code))"
        case .outOfMemory(let program): "\(program) cannot be started for lack of memory: stop something else first"
        case .tooManyProcesses(let program):
            "\(program) cannot be started because too many processes run: stop some, or raise the limit (ulimit -u)"
        case .argumentsTooLong(let program): "\(program) cannot be started: its arguments and environment are too long"
        case .refused(let program, let code): "\(program) cannot be started: \(Self.text(code))"
        }
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
