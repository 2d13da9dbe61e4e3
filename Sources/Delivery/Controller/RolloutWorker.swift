import KubeControllers
import KubeModel
import Logging
import ReleaseEngine
import Synchronization

/// Brings one rollout further, one pass after the other. Nothing is kept between passes: each reads everything anew.
final class RolloutWorker: Sendable {
    let key: ObjectKey
    let bell = Bell()
    private let kind: RolloutKind
    private let world: any RolloutWorld
    private let tools: WorkerTools
    private let logger: Logger
    /// What last went wrong, so that it is told once and not at each try.
    private let failure = Mutex<String?>(nil)
    /// The identity of the object in the last pass, by which its events are found.
    private let uid = Mutex("")

    init(_ key: ObjectKey, kind: RolloutKind, world: any RolloutWorld, tools: WorkerTools) {
        self.key = key
        self.kind = kind
        self.world = world
        self.tools = tools
        var logger = tools.logger
        logger[metadataKey: "rollout"] = "\(key)"
        self.logger = logger
    }

    /// Works until its task is cancelled. Wakes that come during a pass lead to one more.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            var pause: Duration?
            do throws(StatusError) {
                pause = try await pass()
                failures = 0
                failure.withLock { $0 = nil }
            } catch {
                failures += 1
                pause = tools.backoff.pause(afterFailures: failures, random: .random(in: 0...1))
                note(error)
            }
            do { try await tools.clock.sleep(for: tools.settings.passInterval) } catch { return }
            await bell.heard(within: pause, clock: tools.clock)
        }
    }

    /// Returns when to look again at the latest; nil when only a change can lead to anything.
    private func pass() async throws(StatusError) -> Duration? {
        guard tools.lease.isHeld else { return tools.settings.leaseRenewal }
        guard let object = try await present() else { return nil }
        uid.withLock { $0 = object.uid }
        let rollout = Rollout(kind: kind, object: object)
        guard rollout.isOpen else { return nil }
        let (decision, scene, crashes) = try await decide(rollout)
        guard decision.isStale else { return try await carryOut(decision, rollout, scene, crashes) }
        guard try await present() == object else { return decision.lookAgain }
        // What was remembered is lost, and nobody has newer: it is found out anew, from weight 0 on.
        logger.warning("The rollout's state is older than the route")
        let (anew, seen, counted) = try await decide(rollout.withoutState)
        return try await carryOut(anew, rollout, seen, counted)
    }

    /// Nil when it is gone, or goes.
    private func present() async throws(StatusError) -> KubeObject? {
        guard let object = try await tools.api.find(key), !object.isTerminating else { return nil }
        return object
    }

    private func decide(
        _ rollout: Rollout
    ) async throws(StatusError) -> (decision: ReleaseDecision, scene: any RolloutScene, crashes: CrashLedger) {
        var crashes = rollout.crashes
        let rivals = RolloutRivals(of: rollout, among: try await tools.api.list(kind.type, namespace: key.namespace).items)
        let scene = try await world.look(at: rollout, crashes: &crashes)
        var observation = scene.observation
        observation.blockedBy = rivals.blockedBy
        observation.supersededBy = rivals.supersededBy ?? observation.supersededBy
        // The same moment for both, so that the engine never wants metrics that were not read.
        let now = tools.moment
        if rollout.needsMetrics(seeing: observation, at: now) {
            let presets = MetricPresets(kind, service: rollout.spec.service, namespace: key.namespace)
            observation.metrics = await tools.readings.read(
                scene.questions, of: rollout.object.uid, presence: presets.presence, side: scene.side(of:))
        }
        let decision = ReleasePass.decide(rollout.spec, state: rollout.state, seeing: observation, at: now)
        return (decision, scene, crashes)
    }

    /// What is remembered is written first, and only then anything is done: whoever goes on from here knows what was meant.
    private func carryOut(
        _ decision: ReleaseDecision, _ rollout: Rollout, _ scene: any RolloutScene, _ crashes: CrashLedger
    ) async throws(StatusError) -> Duration? {
        try await persist(decision.state, of: rollout, crashes)
        for event in decision.events { tell(event, about: rollout.object) }
        for action in decision.actions { try await scene.perform(action) }
        return decision.lookAgain
    }

    private func persist(_ state: ReleaseState, of rollout: Rollout, _ crashes: CrashLedger) async throws(StatusError) {
        var object = rollout.object
        do {
            object.status = try RolloutStatus(of: rollout, state: state, crashes: crashes).json()
        } catch {
            throw StatusError(code: 500, reason: .internalError, message: "the status cannot be written down: \(error)")
        }
        guard object != rollout.object else { return }
        try await tools.api.updateStatus(object, as: kind.type, manager: DeliveryController.name)
    }

    private func tell(_ event: ReleaseEvent, about object: KubeObject) {
        logger.notice("The rollout goes on", metadata: ["reason": "\(event.reason)", "message": "\(event.message)"])
        let note = EventNote(
            event.kind == .warning ? .warning : .normal, about: object, reason: event.reason, event.message, from: DeliveryController.name)
        tools.events.tell(note)
    }

    /// A conflict only means another pass. Anything else is told once.
    private func note(_ error: StatusError) {
        guard error.reason != .conflict, !Task.isCancelled else { return }
        guard
            failure.withLock({ last in
                defer { last = error.message }
                return last != error.message
            })
        else { return }
        logger.warning("A pass failed", metadata: ["error": "\(error.message)"])
        var object = KubeObject(kind.type, namespace: key.namespace, name: key.name)
        object["metadata", "uid"] = .string(uid.withLock { $0 })
        tools.events.tell(EventNote(.warning, about: object, reason: "PassFailed", error.message, from: DeliveryController.name))
    }
}

extension Rollout {
    /// Whether there is anything left to decide. One at its end opens again when its specification changes, as by a request to undo it.
    fileprivate var isOpen: Bool {
        guard object.isOver else { return true }
        guard let state else { return false }
        return object.status["observedGeneration"].int != object.generation || state.target != spec.to
    }

    fileprivate var withoutState: Rollout {
        Rollout(kind: kind, object: object, spec: spec, questions: questions, state: nil)
    }
}
