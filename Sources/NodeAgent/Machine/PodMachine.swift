package import Foundation
package import KubeModel

/// The life of one pod on its node, as a pure core: events in, directives out. It knows no clock, no process and no API.
///
/// Every event is taken in, and then ``advance(at:)`` asks for whatever is due. So a directive never depends on the order in which
/// things happened, and what an adopted pod needs is found in the same way as what a new one needs.
package struct PodMachine: Sendable, Equatable {
    package enum Stage: Sendable, Equatable {
        case unprepared(retryAt: Date)
        case preparing
        case prepared
    }

    /// Why and by when the pod ends.
    package struct Ending: Sendable, Equatable {
        package var deadline: Date
        package var cause: EndingCause
    }

    package private(set) var pod: KubeObject
    package private(set) var spec: PodSpec
    package private(set) var stage: Stage
    package private(set) var network: PodNetwork?
    package private(set) var preparationFailure: StartFailure?
    private var failedPreparations = 0
    package var containers: [ContainerMachine]
    package private(set) var ending: Ending?
    package private(set) var isOver = false
    package let startedAt: Date
    /// It had ended for good before this agent came, and nothing of it is left.
    package private(set) var wasFinished: Bool
    /// Ours, by type, so that a transition has a time.
    package var conditions: [String: PodCondition] = [:]
    package var reported: JSON = .null

    package init(pod: KubeObject, at now: Date) {
        self.pod = pod
        spec = PodSpec(pod)
        stage = .unprepared(retryAt: now)
        containers = spec.containers.map(ContainerMachine.init(spec:))
        startedAt = pod.status["startTime"].string.flatMap(Date.init(kube:)) ?? now
        conditions = PodCondition.all(of: pod)
        wasFinished = ["Succeeded", "Failed"].contains(pod.status["phase"].string ?? "")
    }

    /// Takes the event in and says what to do. What comes late, of a run that is over, has no effect.
    package mutating func handle(_ event: PodEvent, at now: Date) -> [PodDirective] {
        guard !isOver || event == .removalFailed else { return [] }
        var directives = take(event, at: now)
        directives += advance(at: now)
        let status = status(at: now)
        if status != reported, ending?.cause != .vanished, !wasFinished {
            reported = status
            // A pod that is removed shows how it ended first.
            let place = directives.firstIndex { if case .remove = $0 { true } else { false } } ?? directives.endIndex
            directives.insert(.writeStatus, at: place)
        }
        return directives
    }

    /// When ``PodEvent/tick`` is wanted; nil when only other events can change anything.
    package var nextDeadline: Date? {
        var deadlines = containers.compactMap { container in
            container.isLive || (stage == .prepared && isTurn(of: container)) ? container.nextDeadline : nil
        }
        if case .unprepared(let retryAt) = stage, ending == nil, !wasFinished { deadlines.append(retryAt) }
        return deadlines.min()
    }

    package subscript(_ name: String) -> ContainerMachine? { containers.first { $0.spec.name == name } }
}

extension PodMachine {
    private mutating func take(_ event: PodEvent, at now: Date) -> [PodDirective] {
        switch event {
        case .observed(let object): return observe(object, at: now)
        case .vanished: return end(by: now, .vanished)
        case .stopRequested(let grace): return end(by: now.addingTimeInterval(grace ?? spec.grace), .nodeStop)
        case .prepared(let network): prepared(network)
        case .preparationFailed(let failure): return preparationFailed(failure, at: now)
        case .sourcesChanged: retryAll(at: now)
        case .removalFailed: isOver = false
        case .tick: break
        case .started(let name, _), .startFailed(let name, _), .identified(let name, _), .exited(let name, _, _),
            .probed(let name, _, _, _), .preStopFinished(let name, _, _):
            guard let index = containers.firstIndex(where: { $0.spec.name == name }) else { return [] }
            return take(event, ofContainerAt: index, at: now)
        }
        return []
    }

    private mutating func observe(_ object: KubeObject, at now: Date) -> [PodDirective] {
        pod = object
        // Somebody who gave the node up has taken the pod for lost: it is said again how it is.
        let isDoubted = object.status["conditions"].elements.contains { $0["type"] == "Ready" && $0["status"] == "False" }
        if isDoubted, conditions["Ready"]?.isTrue == true { reported = .null }
        guard let deletion = object.deletionTimestamp else { return [] }
        let grace = object["metadata", "deletionGracePeriodSeconds"].double ?? spec.grace
        // The timestamp is when the grace ends, in whole seconds: of a pod that is adopted while it ends it says how much is left.
        let limit = Date(kube: deletion)?.addingTimeInterval(1) ?? .distantFuture
        let deadline = grace <= 0 ? now : min(now.addingTimeInterval(grace), max(limit, now))
        return end(by: deadline, .deletion)
    }

    /// Begins to end the pod, or hastens its end.
    private mutating func end(by deadline: Date, _ cause: EndingCause) -> [PodDirective] {
        let isFirst = ending == nil
        ending = Ending(deadline: min(deadline, ending?.deadline ?? deadline), cause: max(cause, ending?.cause ?? cause))
        guard isFirst else { return [] }
        return containers.filter { $0.run != nil }.map {
            .event(PodNotice(reason: "Killing", message: "Stopping container \($0.spec.name)", container: $0.spec.name))
        }
    }

    private mutating func prepared(_ network: PodNetwork) {
        self.network = network
        stage = .prepared
        preparationFailure = nil
        failedPreparations = 0
    }

    private mutating func preparationFailed(_ failure: StartFailure, at now: Date) -> [PodDirective] {
        let isNews = failure != preparationFailure
        preparationFailure = failure
        failedPreparations += 1
        stage = .unprepared(retryAt: now.addingTimeInterval(Self.retryPause(afterFailures: failedPreparations)))
        guard isNews || failedPreparations.isMultiple(of: 5) else { return [] }
        return [.event(PodNotice(isWarning: true, reason: "FailedMount", message: failure.message))]
    }

    private mutating func retryAll(at now: Date) {
        if case .unprepared = stage { stage = .unprepared(retryAt: now) }
        for index in containers.indices {
            guard case .blocked(let failure, _) = containers[index].phase, failure.kind != .image else { continue }
            containers[index].phase = .blocked(failure, retryAt: now)
        }
    }

    /// Seconds: 1, 2, 4 and then 10, as the change that is waited for is usually told.
    package static func retryPause(afterFailures count: Int) -> Double {
        count <= 3 ? Double(1 << max(0, count - 1)) : 10
    }

    package mutating func restore(network: PodNetwork) {
        self.network = network
        wasFinished = false
        stage = .unprepared(retryAt: .distantPast)
    }

    package mutating func finishPod() { isOver = true }
    package mutating func beginPreparing() { stage = .preparing }
}
