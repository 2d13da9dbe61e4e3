import Foundation
package import ProcessControl

/// What an earlier agent has left of one pod.
package struct AdoptedPod: Sendable {
    package let folder: PodFolder
    package let record: PodRecord
    /// By the container's name.
    package let containers: [String: AdoptedContainer]
    package let processes: [String: ProcessIdentity]

    /// Nil when the folder has no record, so that no process can be of it.
    package init?(_ folder: PodFolder) {
        guard let content = FileManager.default.contents(atPath: folder.record),
            let record = try? JSONDecoder().decode(PodRecord.self, from: content)
        else { return nil }
        self.folder = folder
        self.record = record
        var containers: [String: AdoptedContainer] = [:]
        var processes: [String: ProcessIdentity] = [:]
        for container in folder.containers {
            guard let file = try? ContainerFile.read(from: container.record) else { continue }
            guard let process = Self.process(of: file) else {
                // Intended, and never begun: as if it had not been.
                if file.identity != nil { containers[container.name] = AdoptedContainer(record: file.extra, isRunning: false) }
                continue
            }
            processes[container.name] = process
            containers[container.name] = AdoptedContainer(record: file.extra, isRunning: process.isRunning)
            if file.identity == nil { try? ContainerFile(identity: process, extra: file.extra).write(to: container.record) }
        }
        self.containers = containers
        self.processes = processes
    }

    /// The process that the file names, or, if the agent died before it could write it down, the one that has the run's ID in its
    /// environment. Its children have it too, but only it leads the session.
    private static func process(of file: ContainerFile) -> ProcessIdentity? {
        if let identity = file.identity { return identity }
        return ProcessIdentity.all(withVariable: BaseEnvironment.runVariable, file.extra.id).first(where: \.leadsSession)
    }

    /// Ends all its processes: asks, waits for at most `grace` seconds, and kills what is left of their sessions.
    package func end(grace: Double, clock: NodeClock) async {
        let live = processes.values.filter { !$0.sessionMembers.isEmpty }
        for process in live { process.signal(SIGTERM) }
        let deadline = clock.now().addingTimeInterval(grace)
        while live.contains(where: \.isRunning), clock.now() < deadline {
            do { try await clock.sleep(.milliseconds(20)) } catch { break }
        }
        for process in live {
            // Again while there are any: what is killed may just have forked.
            for _ in 0..<100 where process.signalSession(SIGKILL) > 0 { try? await clock.sleep(.milliseconds(2)) }
            // One of our own children would stay a zombie otherwise.
            while process.isRunning { await Task.yield() }
            _ = try? await process.waitForExit()
        }
    }
}
