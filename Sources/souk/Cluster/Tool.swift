import Foundation
import ProcessControl

/// A program that the local cluster needs and `make up` installs.
enum Tool: String {
    case envoy, kubectl

    /// Its path: what `SOUK_ENVOY` or `SOUK_KUBECTL` says, else `.tools/bin` here or beside the build, else `PATH`.
    /// Throws ``CommandFailure`` when it is nowhere.
    func path() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let variable = "SOUK_\(rawValue.uppercased())"
        if let named = environment[variable] {
            guard let found = ProcessLaunch.find(named, searchPath: "") else {
                throw CommandFailure("\(variable) names \(named), which is no program that can be run.")
            }
            return found
        }
        let build = URL(filePath: try ownProgram()).deletingLastPathComponent().path
        let folders = [".tools/bin", build + "/../../../.tools/bin", build + "/../../.tools/bin"].map {
            URL(filePath: $0).standardized.path
        }
        let search = (folders + [environment["PATH"] ?? ""]).joined(separator: ":")
        guard let found = ProcessLaunch.find(rawValue, searchPath: search) else {
            throw CommandFailure(
                "\(rawValue) is missing. `scripts/bootstrap` (or `make up`) puts it into .tools/bin; \(variable) names another.")
        }
        return found
    }

    /// Runs it to its end and returns what it printed. Throws ``CommandFailure`` with its last words unless it ends with 0.
    func run(_ arguments: [String]) async throws -> String {
        let program = try path()
        let output = FileManager.default.temporaryDirectory.appending(path: "souk-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: output) }
        let environment = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LANG"].contains($0.key) }
        let launch = ProcessLaunch(
            program: program, arguments: arguments, environment: environment,
            workingDirectory: FileManager.default.currentDirectoryPath, output: .file(output))
        let exit = try await launch.start().waitForExit()
        let text = FileManager.default.contents(atPath: output).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard exit == .exited(0) else {
            throw CommandFailure("\(rawValue) \(arguments.joined(separator: " ")) failed: \(text.suffix(2_000))")
        }
        return text
    }
}
