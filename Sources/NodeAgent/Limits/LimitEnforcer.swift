package import KubeModel
package import Logging
package import ProcessControl
import Synchronization

/// Puts containers under the limits of their manifests, and says once where that is not possible.
package final class LimitEnforcer: Sendable {
    private let groups: ControlGroups
    private let logger: Logger
    /// Begins the names of its groups: other nodes of this machine may have theirs beside them.
    private let prefix: String
    private let hasWarned = Mutex(false)
    /// Runs that have ended, whose groups were still busy then.
    private let busy: Mutex<Set<String>>

    package init(groups: ControlGroups, node: String, logger: Logger) {
        self.groups = groups
        self.logger = logger
        prefix = node + "."
        // Those of an earlier agent: of what still runs nothing can be removed.
        busy = Mutex(groups.present(withPrefix: prefix))
    }

    /// Says what to tell about it: nil when all is well, or it was told already.
    package func enforce(_ limits: ControlGroups.Limits, on process: ProcessIdentity, id: String) -> PodNotice? {
        do {
            try groups.place(process, limits: limits, id: prefix + id)
            return nil
        } catch {
            let isFirst = hasWarned.withLock { hasWarned in
                defer { hasWarned = true }
                return !hasWarned
            }
            guard isFirst else { return nil }
            logger.warning("limits of CPU and memory are not enforced on this machine", metadata: ["error": "\(error)"])
            return PodNotice(
                isWarning: true, reason: "LimitsNotEnforced",
                message: "resources.limits are not enforced on this machine: control groups cannot be written (\(error))")
        }
    }

    /// Whether the kernel ended a process of the container for its memory.
    package func wasOutOfMemory(_ id: String) -> Bool { groups.wasOutOfMemory(prefix + id) }

    /// The container has ended.
    package func lift(_ id: String) {
        if !groups.remove(prefix + id) { busy.withLock { _ = $0.insert(prefix + id) } }
    }

    /// Removes what was busy before.
    package func sweep() {
        busy.withLock { [groups] busy in busy = busy.filter { !groups.remove($0) } }
    }
}

extension ControlGroups.Limits {
    /// Those that a container's manifest sets.
    package init(container: JSON) {
        let limits = container["resources"]["limits"]
        self.init(milliCPU: Quantity(limits["cpu"])?.milliValue, memory: Quantity(limits["memory"])?.value)
    }
}
