import Foundation
import TestKit

/// The real kubectl, talking to a cluster under test.
struct Kubectl: Sendable {
    let cluster: ClusterUnderTest

    struct Answer: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// Both, for messages.
        var all: String { output + errors }
    }

    /// Where kubectl lies: `SOUK_KUBECTL`, or `.tools/bin/kubectl` in the working directory, this file's folder or one above either.
    static let path: String? = {
        if let named = ProcessInfo.processInfo.environment["SOUK_KUBECTL"], !named.isEmpty { return named }
        let folders = [URL(filePath: FileManager.default.currentDirectoryPath), URL(filePath: #filePath).deletingLastPathComponent()]
        return folders.lazy.compactMap(tool(inOrAbove:)).first
    }()

    private static func tool(inOrAbove folder: URL) -> String? {
        var folder = folder.standardizedFileURL
        while true {
            let candidate = folder.appending(path: ".tools/bin/kubectl").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            guard folder.path != "/" else { return nil }
            folder.deleteLastPathComponent()
        }
    }

    /// Runs a command to its end.
    /// - Parameter input: For its standard input, which `-f -` reads.
    func callAsFunction(_ arguments: String..., input: String = "", environment: [String: String] = [:]) async throws -> Answer {
        try await run(arguments, input: input, environment: environment)
    }

    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) async throws -> Answer {
        let process = try start(arguments, input: input, environment: environment)
        let status = try await process.waitForExit()
        return Answer(status: status, output: process.output, errors: process.errors)
    }

    /// Starts a command that goes on.
    func start(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> SpawnedProcess {
        guard let path = Self.path else { throw SpawnedProcess.Failure(reason: "kubectl is not there; run scripts/bootstrap") }
        let base = "\(cluster.folder)/kubectl-\(UUID().uuidString.prefix(8))"
        try input.write(toFile: base + ".in", atomically: true, encoding: .utf8)
        var variables = ["HOME": cluster.folder, "PATH": "/usr/bin:/bin", "KUBECONFIG": cluster.kubeconfig]
        variables.merge(environment) { $1 }
        return try SpawnedProcess(path, arguments, environment: variables, files: base)
    }
}
