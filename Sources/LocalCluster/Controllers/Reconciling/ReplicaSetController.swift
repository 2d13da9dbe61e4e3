import KubeControllers
package import KubeModel
import Synchronization

/// Keeps as many pods as each ReplicaSet wants.
package final class ReplicaSetController: Reconciler {
    package let name = "replicaset"
    private let context: ControllerContext
    private let sets: Informer
    private let pods: Informer
    private let expectations = Mutex(Expectations())

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        self.context = context
        sets = context.informers[.replicaSets]
        pods = context.informers[.pods]
        sets.onChange { [weak self, sets] change in
            if let object = change.either { queue.add(sets.key(of: object)) }
            if let old = change.old, old.uid != change.new?.uid { self?.expectations.withLock { $0.forget(old.uid) } }
        }
        pods.onChange { [weak self] change in
            self?.settle(change)
            for pod in change.both { self?.enqueueOwners(of: pod, queue) }
        }
    }

    package var keys: [ObjectKey] { sets.objects().map(sets.key) }

    /// What was expected and is now seen.
    private func settle(_ change: ObjectMirror.Change) {
        expectations.withLock { expectations in
            if let new = change.new, let owner = new.controller?.uid {
                expectations.settle(creation: new.name, of: owner)
                if new.isTerminating { expectations.settle(deletion: new.uid, of: owner) }
            }
            if let old = change.old, old.uid != change.new?.uid, let owner = old.controller?.uid {
                expectations.settle(creation: old.name, of: owner)
                expectations.settle(deletion: old.uid, of: owner)
            }
        }
    }

    /// The set that controls the pod; for one without a controller all that might adopt it.
    private func enqueueOwners(of pod: KubeObject, _ queue: WorkQueue<ObjectKey>) {
        guard let reference = pod.controller else {
            for set in sets.objects(in: pod.namespace) where set.selector(at: "spec", "selector")?.matches(pod.labels) == true {
                queue.add(sets.key(of: set))
            }
            return
        }
        if reference.kind == "ReplicaSet" { queue.add(ObjectKey(.replicaSets, namespace: pod.namespace, name: reference.name)) }
    }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let set = sets.object(key) else { return nil }
        let now = context.now()
        // Asked before the pods are read: what is settled in between only makes the copy newer.
        let isCurrent = expectations.withLock { $0.areMet(of: set.uid, at: now) }
        let candidates = pods.objects(in: key.namespace).filter { $0.controller != nil || PodView($0).isActive }
        let claims = Claims(of: set, selector: set.selector(at: "spec", "selector"), among: candidates, type: .pods)
        try await context.performer.perform(claims.directives)
        let pass = ReplicaSetPass(set, pods: claims.owned, at: now)
        let failure = isCurrent && claims.directives.isEmpty ? await follow(pass, of: set) : nil
        let pause = try await context.performer.perform(pass.statusDirectives(failure: failure))
        if let failure { throw failure }
        return pause
    }

    private func follow(_ pass: ReplicaSetPass, of set: KubeObject) async -> StatusError? {
        var random = SystemRandomNumberGenerator()
        switch pass.plan(siblings: siblings(of: set), using: &random) {
        case .nothing: return nil
        case .create(let pods): return await create(pods, pass, of: set)
        case .delete(let pods): return await delete(pods, pass, of: set)
        }
    }

    /// The pods of all sets that the same owner controls.
    private func siblings(of set: KubeObject) -> [KubeObject] {
        guard let owner = set.controller else { return context.controlled(by: set, .pods) }
        let uids = Set(sets.objects(in: set.namespace).filter { $0.controller?.uid == owner.uid }.map(\.uid))
        return pods.objects(in: set.namespace).filter { uids.contains($0.controller?.uid ?? "") }
    }
}

extension ReplicaSetController {
    /// In batches that double, and no further one after a failure.
    private func create(_ pods: [KubeObject], _ pass: ReplicaSetPass, of set: KubeObject) async -> StatusError? {
        var rest = pods[...]
        for size in SlowStart.batches(pods.count) {
            let batch = rest.prefix(size)
            rest = rest.dropFirst(size)
            expectations.withLock { $0.expect(creations: batch.map(\.name), of: set.uid, at: context.now()) }
            let failures = await each(batch) { pod throws(StatusError) in
                try await self.context.performer.perform([.create(pod, as: .pods), .record(pass.note(created: pod.name))])
            }
            for (pod, error) in failures {
                expectations.withLock { $0.settle(creation: pod.name, of: set.uid) }
                if !error.isMoot { context.performer.recorder.record(pass.note(notCreated: error)) }
            }
            if let first = failures.first { return first.error }
        }
        return nil
    }

    private func delete(_ pods: [KubeObject], _ pass: ReplicaSetPass, of set: KubeObject) async -> StatusError? {
        expectations.withLock { $0.expect(deletions: pods.map(\.uid), of: set.uid, at: context.now()) }
        let failures = await each(pods[...]) { pod throws(StatusError) in
            do throws(StatusError) {
                try await self.context.api.delete(self.pods.key(of: pod), DeleteOptions(uid: pod.uid))
                self.context.performer.recorder.record(pass.note(deleted: pod.name))
            } catch {
                // It is gone already, and its end was or will be told.
                guard error.reason == .notFound || error.reason == .conflict else { throw error }
                self.expectations.withLock { $0.settle(deletion: pod.uid, of: set.uid) }
            }
        }
        for (pod, error) in failures {
            expectations.withLock { $0.settle(deletion: pod.uid, of: set.uid) }
            context.performer.recorder.record(pass.note(notDeleted: error))
        }
        return failures.first?.error
    }

    /// Does the same to all at once; the store commits together what comes together.
    private func each(
        _ pods: ArraySlice<KubeObject>, _ body: @escaping @Sendable (KubeObject) async throws(StatusError) -> Void
    ) async -> [(pod: KubeObject, error: StatusError)] {
        await withTaskGroup(of: (pod: KubeObject, error: StatusError)?.self) { group in
            for pod in pods {
                group.addTask {
                    do throws(StatusError) {
                        try await body(pod)
                        return nil
                    } catch {
                        return (pod, error)
                    }
                }
            }
            return await group.reduce(into: []) { failures, failure in
                if let failure { failures.append(failure) }
            }
        }
    }
}
