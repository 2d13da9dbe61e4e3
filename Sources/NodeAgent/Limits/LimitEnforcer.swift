import KubeModel
import Logging
import ProcessControl
import Synchronization

/// Puts containers under the limits of their manifests, and says once where that is not possible.
final class LimitEnforcer: Sendable {
    private let groups: ControlGroups
    private let logger: Logger
    private let hasWarned = Mutex(false)

    init(groups: ControlGroups, logger: Logger) {
        self.groups = groups
        self.logger = logger
    }

    /// Says what to tell about it: nil when all is well, or it was told already.
    func enforce(_ limits: ControlGroups.Limits, on process: ProcessIdentity, id: String) -> PodNotice? {
        do {
            try groups.place(process, limits: limits, id: id)
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
    func wasOutOfMemory(_ id: String) -> Bool { groups.wasOutOfMemory(id) }

    /// The container has ended.
    func lift(_ id: String) { groups.remove(id) }
}

extension ControlGroups.Limits {
    /// Those that a container's manifest sets.
    init(container: JSON) {
        let limits = container["resources"]["limits"]
        self.init(milliCPU: Quantity(limits["cpu"])?.milliValue, memory: Quantity(limits["memory"])?.value)
    }
}
