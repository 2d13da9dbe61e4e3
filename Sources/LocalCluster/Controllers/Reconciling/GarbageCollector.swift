import KubeControllers
package import KubeModel
import Synchronization

/// Deletes what belongs to owners that are gone, and lets owners go that wait for it. Keys are uids.
package final class GarbageCollector: Reconciler {
    package let name = "garbagecollector"
    private let context: ControllerContext
    private let graph = Mutex(OwnershipGraph())
    private let definitions: Informer
    private let customTypes: AsyncStream<ResourceType>

    package init(_ context: ControllerContext, _ queue: WorkQueue<String>) {
        self.context = context
        definitions = context.informers[.customResourceDefinitions]
        let (customTypes, found) = AsyncStream<ResourceType>.makeStream()
        self.customTypes = customTypes
        self.queue = queue
        // Events belong to nobody, and there are many.
        for type in ResourceType.builtIn where type != .events { follow(context.informers[type], queue) }
        definitions.onChange { change in
            if let type = change.new.flatMap(ResourceType.init(definedBy:)), change.old == nil { found.yield(type) }
        }
    }

    private let queue: WorkQueue<String>

    package var keys: [String] { [] }

    private func follow(_ informer: Informer, _ queue: WorkQueue<String>) {
        informer.onChange { [weak self, type = informer.type] change in
            guard let self else { return }
            let affected = graph.withLock { graph in
                let gone = change.old.flatMap { $0.uid == change.new?.uid ? nil : $0.uid }
                return (gone.map { graph.forget($0) } ?? []) + (change.new.map { graph.observe($0, as: type) } ?? [])
            }
            for uid in affected { queue.add(uid) }
        }
    }

    /// Follows the objects of custom kinds for as long as those are defined. Works until its task is cancelled.
    package func followCustomTypes() async {
        await withDiscardingTaskGroup { group in
            for await type in customTypes where !ResourceType.builtIn.contains(type) {
                let informer = Informer(type, of: context.api)
                follow(informer, queue)
                group.addTask { await informer.run() }
            }
        }
    }

    package func reconcile(_ uid: String) async throws(StatusError) -> Duration? {
        let unknown = graph.withLock { $0.unknownOwners(of: uid) }
        var absent: Set<String> = []
        for (owner, namespace) in unknown where try await !exists(owner, in: namespace) { absent.insert(owner.uid) }
        return try await context.performer.perform(graph.withLock { $0.directives(for: uid, absent: absent) })
    }

    /// Asks the API itself: the owner may be newer than all that was seen. An owner of an unknown kind counts as there.
    private func exists(_ owner: OwnerReference, in namespace: String) async throws(StatusError) -> Bool {
        guard let type = type(of: owner) else { return true }
        do throws(StatusError) {
            return try await context.api.get(ObjectKey(type, namespace: namespace, name: owner.name)).uid == owner.uid
        } catch {
            guard error.reason == .notFound else { throw error }
            return false
        }
    }

    private func type(of owner: OwnerReference) -> ResourceType? {
        let group = owner.apiVersion.contains("/") ? String(owner.apiVersion.prefix { $0 != "/" }) : ""
        let types = ResourceType.builtIn + definitions.objects().compactMap(ResourceType.init(definedBy:))
        return types.first { $0.group == group && $0.kind == owner.kind }
    }
}
