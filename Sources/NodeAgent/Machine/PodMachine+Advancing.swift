package import Foundation

extension PodMachine {
    /// Asks for whatever is due at `now`.
    package mutating func advance(at now: Date) -> [PodDirective] {
        var directives = ending == nil ? startDue(at: now) : stopDue(at: now)
        for index in containers.indices {
            directives += containers[index].pressOn(at: now)
            directives += containers[index].dueProbes(at: now)
        }
        return directives + removeIfEnded(at: now)
    }

    private mutating func startDue(at now: Date) -> [PodDirective] {
        guard !wasFinished else { return [] }
        if case .unprepared(let retryAt) = stage, retryAt <= now {
            beginPreparing()
            return [.prepare]
        }
        guard case .prepared = stage else { return [] }
        var directives: [PodDirective] = []
        for index in containers.indices where isTurn(of: containers[index]) && containers[index].isDue(at: now) {
            containers[index].begin()
            directives.append(.start(container: containers[index].spec.name))
        }
        return directives
    }

    /// Whether everything that must come before it is done.
    package func isTurn(of container: ContainerMachine) -> Bool {
        guard ending == nil, !isFinished else { return false }
        for other in containers {
            if other.spec.name == container.spec.name { return true }
            // Once past, an init container is past for good, also when the main containers restart.
            if other.spec.kind != .main && !other.letsOthersStart && !hasBegun(container) { return false }
        }
        return false
    }

    private func hasBegun(_ container: ContainerMachine) -> Bool {
        if case .pending = container.phase { container.restartCount > 0 } else { true }
    }

    /// Every container that counts has ended for good, or an init container has failed for good.
    package var isFinished: Bool {
        if containers.contains(where: { $0.spec.kind == .initial && ($0.end?.exitCode ?? 0) != 0 }) { return true }
        let main = containers.filter { $0.spec.kind == .main }
        return !main.isEmpty && main.allSatisfy { $0.end != nil }
    }

    private mutating func stopDue(at now: Date) -> [PodDirective] {
        guard let deadline = ending?.deadline else { return [] }
        // Sidecars serve the others to the end, unless time is up.
        let mainLives = containers.contains { $0.spec.kind != .sidecar && $0.isLive }
        var directives: [PodDirective] = []
        for index in containers.indices where containers[index].spec.kind != .sidecar || !mainLives || deadline <= now {
            directives += containers[index].stop(by: deadline, at: now)
        }
        return directives
    }

    private mutating func removeIfEnded(at now: Date) -> [PodDirective] {
        guard let ending else { return isFinished ? stopSidecars(at: now) : [] }
        guard stage != .preparing, !containers.contains(where: \.isLive) else { return [] }
        finishPod()
        return [.remove(ending.cause)]
    }

    /// The sidecars of a finished pod have nobody left to serve.
    private mutating func stopSidecars(at now: Date) -> [PodDirective] {
        var directives: [PodDirective] = []
        for index in containers.indices where containers[index].spec.kind == .sidecar {
            guard case .running = containers[index].phase else { continue }
            directives += containers[index].stop(by: now.addingTimeInterval(spec.grace), at: now)
        }
        return directives
    }
}
