import Foundation
import KubeModel
import NIOCore
import NIOPosix
import ProcessControl

/// Performs probes and hooks. Every network probe is one connection of its own, without a pool.
package struct Prober: Sendable {
    /// What a command of the container needs.
    package struct Place: Sendable {
        package let spec: ContainerSpec
        package let podIP: String
        package let binary: String
        package let environment: [String: String]
        package let folder: ContainerFolder
    }

    package let clock: NodeClock

    /// Tries `action` for at most `timeout` seconds.
    /// - Parameter purpose: Names the file of a command's output.
    package func perform(_ action: ProbeAction, at place: Place, timeout: Double, purpose: String) async -> ProbeResult {
        switch action {
        case .http(let request):
            guard let port = place.spec.number(of: request.port) else { return .failure(Self.noPort(request.port)) }
            return await HTTPProbe(request: request, host: request.host ?? place.podIP, port: port).run(timeout: timeout)
        case .tcp(let host, let port):
            guard let number = place.spec.number(of: port) else { return .failure(Self.noPort(port)) }
            return await connect(host ?? place.podIP, number, timeout: timeout)
        case .exec(let command):
            return await execute(command, at: place, timeout: timeout, purpose: purpose)
        case .sleep(let seconds):
            do { try await clock.sleep(.seconds(min(seconds, timeout))) } catch { return .failure("cancelled") }
            return .success
        case .unsupported(let message):
            return .failure(message)
        }
    }

    private static func noPort(_ port: PortReference) -> String { "the container has no port \(port)" }

    private func connect(_ host: String, _ port: Int, timeout: Double) async -> ProbeResult {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.milliseconds(Int64(timeout * 1_000))).connect(host: host, port: port).get()
            try? await channel.close().get()
            return .success
        } catch {
            return .failure(ProbeFault.text(error, host: host, port: port, timeout: timeout))
        }
    }

    private func execute(_ words: [String], at place: Place, timeout: Double, purpose: String) async -> ProbeResult {
        let output = place.folder.output(of: purpose)
        do {
            let command = try CommandLine(
                words: words, binary: place.binary, environment: place.environment, root: place.folder.root)
            try? FileManager.default.removeItem(atPath: output)
            let process = try ProcessLaunch(
                program: command.program, arguments: command.arguments, environment: place.environment,
                workingDirectory: place.folder.root, output: .file(output)
            ).start()
            let exit = await end(of: process, within: timeout)
            guard let exit else { return .failure("command \(words) timed out after \(timeout) s") }
            if exit == .exited(0) { return .success }
            let code = exit.code.map(String.init) ?? "unknown"
            return .failure("command ended with \(code): \(Self.beginning(of: output))")
        } catch {
            return .failure("\((error as? StartFailure)?.message ?? "\(error)")")
        }
    }

    /// Nil when it had to be killed. It is always reaped, also when the probe is cancelled.
    private func end(of process: ProcessIdentity, within timeout: Double) async -> ProcessExit? {
        let exit = await withTaskGroup(of: ProcessExit?.self) { group in
            group.addTask { try? await process.waitForExit() }
            group.addTask { [clock] in
                try? await clock.sleep(.seconds(timeout))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        guard exit == nil else { return exit }
        process.signalSession(SIGKILL)
        // Not by waiting, which ends at once when the probe is cancelled: then the process would stay a zombie.
        while process.isRunning { await Task.yield() }
        _ = try? await process.waitForExit()
        return nil
    }

    /// The first KiB of what a command has written.
    private static func beginning(of path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        let bytes = (try? file.read(upToCount: 1_024)) ?? Data()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
