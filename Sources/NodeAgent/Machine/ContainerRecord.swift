package import Foundation
import KubeModel
import ProcessControl

/// How a container stands, as it is kept on disk for the next agent.
package struct ContainerRecord: Codable, Sendable, Equatable {
    /// The present run, or the last; it stands in the environment of its process.
    package var id: String
    package var restartCount: Int
    /// When the present run was begun.
    package var startedAt: Date
    package var imageID: String
    /// The end of the run, once it is known.
    package var finished: Termination?
    /// The end of the run before.
    package var last: Termination?
    package var backoff: RestartBackoff
}

/// A container as another agent left it.
package struct AdoptedContainer: Sendable, Equatable {
    package var record: ContainerRecord
    package var isRunning: Bool

    package init(record: ContainerRecord, isRunning: Bool) {
        self.record = record
        self.isRunning = isRunning
    }
}

extension PodMachine {
    /// Goes on with what an earlier agent began: what runs is watched again, and what ended meanwhile is dealt with as if it ended now.
    package mutating func adopt(_ adopted: [String: AdoptedContainer], network: PodNetwork, at now: Date) {
        restore(network: network)
        for index in containers.indices {
            guard let found = adopted[containers[index].spec.name] else { continue }
            containers[index].adopt(found, shown: shownStatus(of: found.record.id), at: now)
        }
    }

    /// What the API shows of that run.
    private func shownStatus(of id: String) -> JSON {
        let all = pod.status["containerStatuses"].elements + pod.status["initContainerStatuses"].elements
        return all.first { $0["containerID"].string == "souk://\(id)" } ?? .null
    }
}

extension ContainerMachine {
    fileprivate mutating func adopt(_ found: AdoptedContainer, shown: JSON, at now: Date) {
        let record = found.record
        (restartCount, last, backoff, imageID) = (record.restartCount, record.last, record.backoff, record.imageID)
        if found.isRunning {
            // It stays as ready as it was until a probe says otherwise: adoption must not take a serving pod out.
            phase = .running(
                ContainerRun(
                    id: record.id, spec: spec, startedAt: record.startedAt, now: now, wasStarted: shown["started"].bool ?? false,
                    wasReady: shown["ready"].bool ?? false))
        } else if let finished = record.finished {
            let pause = RestartBackoff.pause(step: max(0, backoff.step - 1))
            let restarts = spec.restartPolicy.restarts(after: finished.exitCode)
            phase = .exited(finished, restartAt: restarts ? finished.finishedAt.addingTimeInterval(pause) : nil)
        } else {
            let exit = ContainerExit(status: .unknown)
            finish(Termination(exit, startedAt: record.startedAt, at: now, containerID: record.id), mayRestart: true)
        }
    }

    /// What is to be remembered of it; nil before its first run.
    /// - Parameter id: Of the run that is about to begin, where it is not known yet.
    package func record(startingAs id: String? = nil, at now: Date) -> ContainerRecord? {
        switch phase {
        case .running(let run), .stopping(let run, _): return record(id: run.id, startedAt: run.startedAt)
        case .exited(let termination, _):
            return record(id: termination.containerID, startedAt: termination.startedAt ?? now, finished: termination)
        case .starting, .pending, .blocked:
            return id.map { record(id: $0, startedAt: now) }
        }
    }

    private func record(id: String, startedAt: Date, finished: Termination? = nil) -> ContainerRecord {
        ContainerRecord(
            id: id, restartCount: restartCount, startedAt: startedAt, imageID: imageID, finished: finished, last: last, backoff: backoff)
    }
}
