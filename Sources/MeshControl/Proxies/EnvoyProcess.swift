import Foundation
import Glibc
import KubeModel
package import ProcessControl

/// The process of one proxy: found again after a restart of the control plane, or started. It lives on its own.
package struct EnvoyProcess: Sendable {
    /// How the process of a proxy is told from others: by these variables of its environment.
    private static let folderVariable = "SOUK_MESH_PROXY"
    private static let bootstrapVariable = "SOUK_MESH_BOOTSTRAP"

    package let folder: ProxyFolder
    private let program: String
    private let bootstrap: [UInt8]

    /// - Parameter program: The path of Envoy's executable.
    package init(_ proxy: MeshProxy, folder: ProxyFolder, program: String) {
        self.folder = folder
        self.program = program
        bootstrap = Bootstrap.json(proxy).bytes
    }

    /// What a process started now would be like; one that was started otherwise cannot be kept.
    private var fingerprint: String { XDSDocument.hash(Array("\(program)\n".utf8) + bootstrap) }

    /// The running process, if it is like one that would be started now.
    package func find() -> ProcessIdentity? {
        let fitting = Set(ProcessIdentity.all(withVariable: Self.bootstrapVariable, fingerprint))
        return Self.processes(in: folder).first(where: fitting.contains)
    }

    /// Starts it; whatever runs in its folder must have been stopped.
    package func start() throws -> ProcessIdentity {
        try Data(bootstrap).write(to: URL(filePath: folder.bootstrap), options: .atomic)
        let launch = ProcessLaunch(
            program: program,
            arguments: [
                "-c", "bootstrap.json", "--concurrency", "1", "--disable-hot-restart", "--reject-unknown-dynamic-fields", "-l", "warning",
                "--drain-time-s", "10", "--file-flush-interval-msec", "1000",
            ],
            environment: [Self.folderVariable: folder.path, Self.bootstrapVariable: fingerprint], workingDirectory: folder.path,
            output: .file(folder.log))
        return try launch.start()
    }

    /// All that run in the folder, whatever they were started with.
    package static func processes(in folder: ProxyFolder) -> [ProcessIdentity] {
        ProcessIdentity.all(withVariable: folderVariable, folder.path)
    }

    /// Ends what runs in the folder: by SIGTERM, and by SIGKILL what has not gone after `grace`.
    package static func stop(in folder: ProxyFolder, grace: Duration = .seconds(2)) async throws(CancellationError) {
        for process in processes(in: folder) {
            process.signal(SIGTERM)
            process.signal(SIGCONT)
            if try await !hasGone(process, within: grace) {
                process.signal(SIGKILL)
                _ = try await process.waitForExit()
            }
        }
    }

    private static func hasGone(_ process: ProcessIdentity, within grace: Duration) async throws(CancellationError) -> Bool {
        do {
            return try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    _ = try await process.waitForExit()
                    return true
                }
                group.addTask {
                    try await Task.sleep(for: grace)
                    return false
                }
                defer { group.cancelAll() }
                return try await group.next() ?? false
            }
        } catch {
            throw CancellationError()
        }
    }
}
