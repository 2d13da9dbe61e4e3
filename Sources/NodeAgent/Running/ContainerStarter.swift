import Foundation
import KubeModel
import ProcessControl

/// Starts the containers of one pod.
package struct ContainerStarter: Sendable {
    package let node: NodeContext
    package let volumes: PodVolumes

    /// Starts one run. What is intended is on disk before the process is, so that none is ever lost or started twice: the record's ID
    /// stands in the environment of the process, where another agent finds it.
    package func start(_ spec: ContainerSpec, record: ContainerRecord, facts: PodFacts) async throws(StartFailure) -> RunningContainer {
        let binary = try node.images.binary(of: spec.image)
        let folder = volumes.folder.container(spec.name)
        let variables = try await environment(of: spec, facts: facts, id: record.id, root: folder.root)
        let mounts = VolumeMounts(pod: facts.pod, folder: volumes.folder) { volumes.location(of: $0, in: facts.pod) }
        try mounts.mount(spec.json, variables: variables)
        let command = try CommandLine(container: spec.json, binary: binary, environment: variables, root: folder.root)
        let directory = try Self.workingDirectory(spec.json, root: folder.root)
        let launch = ProcessLaunch(
            program: command.program, arguments: command.arguments, environment: variables, workingDirectory: directory,
            output: .file(folder.log(record.restartCount)))
        let process = try Self.launch(launch, record: record, path: folder.record)
        let place = Prober.Place(
            spec: spec, podIP: facts.network.podIP, binary: binary, environment: variables, folder: folder)
        return RunningContainer(id: record.id, process: process, place: place)
    }

    private func environment(
        of spec: ContainerSpec, facts: PodFacts, id: String, root: String
    ) async throws(StartFailure) -> [String: String] {
        let sources: SourceObjects
        do {
            sources = try await SourceObjects(of: facts.pod, from: node.api)
        } catch {
            throw .configuration("what the environment refers to cannot be read: \(error.message)")
        }
        let base = BaseEnvironment.variables(settings: node.settings, own: node.environment, root: root, podName: facts.pod.name)
        var variables = try ContainerEnvironment(container: spec.json, facts: facts, sources: sources, base: base).variables
        variables[BaseEnvironment.runVariable] = id
        return variables
    }

    /// Nothing in it waits, so that it is done whole or, by the death of this process, found by the next agent.
    private static func launch(_ launch: ProcessLaunch, record: ContainerRecord, path: String) throws(StartFailure) -> ProcessIdentity {
        do {
            try ContainerFile(identity: nil, extra: record).write(to: path)
            let process = try launch.start()
            do {
                try ContainerFile(identity: process, extra: record).write(to: path)
            } catch {
                // One that nobody could find again must not go on.
                process.signal(SIGKILL)
                process.signalSession(SIGKILL)
                throw error
            }
            return process
        } catch {
            throw .start("\(error)")
        }
    }

    /// A container works in its root unless its manifest names a folder, which then lies below.
    private static func workingDirectory(_ container: JSON, root: String) throws(StartFailure) -> String {
        guard let folder = container["workingDir"].string, folder.hasPrefix("/") else { return root }
        do {
            try FileManager.default.createDirectory(atPath: root + folder, withIntermediateDirectories: true)
            return root + folder
        } catch {
            throw .start("the working directory \(folder) cannot be made: \(error)")
        }
    }
}
