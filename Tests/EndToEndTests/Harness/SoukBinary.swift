import Foundation

/// The program under test: the one that the same build put beside these tests.
enum SoukBinary {
    static var path: String {
        get throws {
            let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            for folder in [folder, folder.deletingLastPathComponent(), URL(filePath: ".build/release")] {
                let candidate = folder.appending(path: "souk").path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            }
            throw SpawnError(program: "souk", reason: "not found beside \(folder.path); run `make test`, which builds it")
        }
    }

    /// Runs a command to its end and returns its status and output.
    static func run(_ arguments: [String], in folder: String, environment: [String: String] = [:]) async throws -> (
        status: Int32, output: String
    ) {
        let log = "\(folder)/souk-\(arguments.first ?? "")-\(UUID().uuidString.prefix(8)).log"
        let process = try ChildProcess.start(path, arguments, environment: environment, log: log)
        let status = try await process.waitForExit(within: .seconds(300))
        return (status, process.output())
    }
}
