package import Foundation
package import KubeModel
package import Logging
package import Storage
import Synchronization

/// The objects of the cluster: in memory to read and watch, in a database so that they last.
///
/// A write is durable before anybody sees it, its own caller included. Every commit raises the one resource version that all objects
/// share, so that a version names a moment of the whole store.
package final class ObjectStore: ObjectAPI {
    let journal: StoreJournal
    let limits: StoreLimits
    let identity: any IdentitySource
    let now: @Sendable () -> Date
    let logger: Logger
    let state: Mutex<StoreState>
    let commits = Mutex(CommitQueue())

    /// Opens the store on a database of its own and reads what is in it. Throws `DatabaseError`, `MigrationError` or ``JournalError``.
    package init(
        database: any Database, limits: StoreLimits = StoreLimits(), identity: any IdentitySource = RandomIdentity(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) async throws {
        journal = StoreJournal(database: database)
        self.limits = limits
        self.identity = identity
        self.now = now
        self.logger = logger
        let (records, version) = try await journal.load()
        state = Mutex(
            StoreState(objects: records.map { ($0.key, $0.object) }, version: version, changesKept: limits.changesKept))
        logger.info("Object store opened", metadata: ["objects": "\(records.count)", "version": "\(version)"])
    }

    /// The kinds that are served now.
    package var registry: TypeRegistry { state.withLock(\.registry) }

    /// The present time.
    var time: KubeTime { KubeTime(secondsSince1970: now().timeIntervalSince1970) }

    /// The version of the last commit.
    package var version: Int { state.withLock(\.version) }

    package func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        try await get(key, subresource: nil)
    }

    /// The object, or its `scale`.
    func get(_ key: ObjectKey, subresource: ObjectWrite.Subresource?) async throws(StatusError) -> KubeObject {
        let (object, registry) = state.withLock { ($0.object(key), $0.registry) }
        guard let (registered, type) = registry.served(key.type) else { throw .noSuchResource }
        guard let object else { throw .notFound(key) }
        guard subresource == .scale else { return object.speaking(type) }
        guard let paths = registered.scalePaths(in: type.version) else { throw .noSuchResource }
        return ScaleView.scale(of: object, paths)
    }

    package func list(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector
    ) async throws(StatusError) -> ObjectList {
        let (objects, version, registry) = state.withLock { ($0.objects(type, in: namespace), $0.version, $0.registry) }
        guard registry.served(type) != nil else { throw .noSuchResource }
        return ObjectList(
            items: objects.filter(selector.matches).map { $0.speaking(type) }, resourceVersion: String(version))
    }

    /// One page of a list.
    package func list(_ scope: WatchScope, _ page: ListPage) throws(StatusError) -> ListPage.Result {
        try state.withLock { state throws(StatusError) in try page.read(scope, from: state) }
    }
}

extension TypeRegistry {
    /// The kind and the version of it that `type` names.
    package func served(_ type: ResourceType) -> (registered: RegisteredType, type: ResourceType)? {
        served(group: type.group, version: type.version, plural: type.plural)
    }
}
