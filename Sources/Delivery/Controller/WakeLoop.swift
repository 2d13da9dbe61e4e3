import KubeModel
import ReleaseEngine

/// Has a worker for each rollout, and wakes those that a change concerns.
struct WakeLoop: Sendable {
    private struct State {
        /// Only for waking: what is decided is read anew.
        var rollouts: [ObjectKey: Rollout] = [:]
        var workers: [ObjectKey: RolloutWorker] = [:]
    }

    private let worlds: [RolloutKind: any RolloutWorld]
    private let caretakers: [RolloutKind: Caretaker]
    private let tools: WorkerTools

    init(namespace: String, worlds: [RolloutKind: any RolloutWorld], tools: WorkerTools) {
        self.worlds = worlds
        self.tools = tools
        caretakers = Dictionary(
            uniqueKeysWithValues: worlds.map { ($0.key, Caretaker(namespace, kind: $0.key, world: $0.value, tools: tools)) })
    }

    var watchedTypes: Set<ResourceType> { Set(worlds.keys.map(\.type) + worlds.values.flatMap(\.watchedTypes)) }

    /// Works until its task is cancelled.
    func run(_ inbox: WakeInbox) async {
        await withDiscardingTaskGroup { group in
            for caretaker in caretakers.values { group.addTask { await caretaker.run() } }
            var state = State()
            for await item in inbox.items {
                for worker in handle(item, &state) { group.addTask { await worker.run() } }
            }
            group.cancelAll()
        }
    }

    /// Returns the workers that are new. One that has lost its rollout finds nothing and sleeps.
    private func handle(_ item: WakeInbox.Item, _ state: inout State) -> [RolloutWorker] {
        switch item {
        case .acquired:
            wakeAll(state)
            return []
        case .update(let type, let update):
            guard let kind = worlds.keys.first(where: { $0.type == type }) else {
                take(update, of: type, state)
                return []
            }
            return take(update, of: kind, &state)
        }
    }

    private func take(_ update: ObjectUpdate, of kind: RolloutKind, _ state: inout State) -> [RolloutWorker] {
        defer { forgetReadings(state) }
        switch update {
        case .synced(let list):
            state.rollouts = state.rollouts.filter { $0.value.kind != kind }
            let new = list.items.compactMap { note($0, kind, &state) }
            wakeAll(state)
            return new
        case .changed(let object):
            let new = note(object, kind, &state)
            wakeService(of: Rollout(kind: kind, object: object), besides: object.uid, state)
            return new.map { [$0] } ?? []
        case .deleted(let object):
            let rollout = Rollout(kind: kind, object: object)
            state.rollouts[rollout.key] = nil
            wakeService(of: rollout, besides: nil, state)
            return []
        case .resumed:
            wakeAll(state)
            return []
        case .interrupted:
            return []
        }
    }

    /// Returns the worker, if it is new; wakes it otherwise.
    private func note(_ object: KubeObject, _ kind: RolloutKind, _ state: inout State) -> RolloutWorker? {
        let rollout = Rollout(kind: kind, object: object)
        state.rollouts[rollout.key] = rollout
        if let worker = state.workers[rollout.key] {
            worker.bell.ring()
            return nil
        }
        guard let world = worlds[kind] else { return nil }
        let worker = RolloutWorker(rollout.key, kind: kind, world: world, tools: tools)
        state.workers[rollout.key] = worker
        return worker
    }

    private func take(_ update: ObjectUpdate, of type: ResourceType, _ state: State) {
        switch update {
        case .synced, .resumed: wakeAll(state)
        case .changed(let object), .deleted(let object):
            for (key, rollout) in state.rollouts where !rollout.object.isOver {
                if worlds[rollout.kind]?.isConcerned(rollout, by: object, of: type) == true { state.workers[key]?.bell.ring() }
            }
            for (kind, world) in worlds where world.watchedTypes.contains(type) { caretakers[kind]?.bell.ring() }
        case .interrupted: break
        }
    }

    /// Those of the same service: one that has ended, or come, is what others wait for.
    private func wakeService(of rollout: Rollout, besides uid: String?, _ state: State) {
        for (key, other) in state.rollouts where other.kind == rollout.kind && other.spec.service == rollout.spec.service {
            if other.object.uid != uid, !other.object.isOver { state.workers[key]?.bell.ring() }
        }
        caretakers[rollout.kind]?.bell.ring()
    }

    private func forgetReadings(_ state: State) {
        let open = state.rollouts.values.filter { !$0.object.isOver }
        tools.readings.forget(allBut: Set(open.map(\.object.uid)))
    }

    private func wakeAll(_ state: State) {
        for worker in state.workers.values { worker.bell.ring() }
        for caretaker in caretakers.values { caretaker.bell.ring() }
    }
}
