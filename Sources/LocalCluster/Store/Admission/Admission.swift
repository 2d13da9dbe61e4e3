import KubeModel

/// Decides what a write does, from the objects that are there. It has no effects: what comes out is committed by the store.
///
/// The way of every write: look up, merge, take over what only the server sets, default, validate, track the fields' managers, and see
/// whether anything has changed at all.
struct Admission {
    let registry: TypeRegistry
    /// The objects as they are before this write.
    let objects: any ObjectLookup
    let now: KubeTime
    /// Makes uids and the ends of generated names.
    let identity: any IdentitySource

    /// Throws what the client is told when the write is refused.
    func admit(_ write: ObjectWrite) throws(StatusError) -> Admitted {
        let subject = try subject(of: write)
        switch (write.subresource, write.action) {
        case (nil, .create(let object)): return try create(object, subject)
        case (nil, .update(let object)): return try update(with: object, subject)
        case (nil, .patch(.apply(let wanted, let isForced))): return try apply(wanted, isForced: isForced, subject)
        case (nil, .patch(let patch)): return try update(with: try patched(subject, by: patch), subject)
        case (nil, .delete(let options)): return try delete(options, subject)
        case (.status, .update(let object)): return try updateStatus(with: object, subject)
        case (.status, .patch(.apply(let wanted, let isForced))): return try applyStatus(wanted, isForced: isForced, subject)
        case (.status, .patch(let patch)): return try updateStatus(with: try patched(subject, by: patch), subject)
        case (.scale, .update(let scale)): return try updateScale(with: scale, subject)
        case (.scale, .patch(let patch)): return try updateScale(by: patch, subject)
        case (.eviction, .create(let eviction)): return try evict(as: eviction, subject)
        default: throw .methodNotAllowed
        }
    }

    /// The object of the write, with its type as it is served and as it is stored.
    private func subject(of write: ObjectWrite) throws(StatusError) -> Subject {
        let asked = write.key.type
        guard let (registered, type) = registry.served(group: asked.group, version: asked.version, plural: asked.plural) else {
            throw .noSuchResource
        }
        if let subresource = write.subresource, !registered.has(subresource, in: type) { throw .noSuchResource }
        let key = ObjectKey(registered.storage, namespace: write.key.namespace, name: write.key.name)
        guard !type.isNamespaced || !key.namespace.isEmpty else {
            throw .badRequest("an empty namespace may not be set during \(write.action.isCreation ? "creation" : "update")")
        }
        return Subject(
            write: write, registered: registered, type: type, key: key, present: key.name.isEmpty ? nil : objects.object(key))
    }
}

extension Admission {
    /// What a write is about.
    struct Subject {
        let write: ObjectWrite
        let registered: RegisteredType
        /// The version that the client speaks.
        let type: ResourceType
        /// With the type that is stored.
        let key: ObjectKey
        /// As it is stored now.
        let present: KubeObject?

        /// The object as it is now. Throws 404 when there is none.
        func existing() throws(StatusError) -> KubeObject {
            guard let present else { throw .notFound(ObjectKey(type, namespace: key.namespace, name: key.name)) }
            return present
        }
    }
}

extension RegisteredType {
    func has(_ subresource: ObjectWrite.Subresource, in version: ResourceType) -> Bool {
        version.subresources.contains(subresource.rawValue)
    }
}

extension ObjectWrite.Action {
    fileprivate var isCreation: Bool {
        if case .create = self { true } else { false }
    }
}

/// The objects that a write may look at.
protocol ObjectLookup {
    func object(_ key: ObjectKey) -> KubeObject?
    func objects(_ type: ResourceType, in namespace: String?) -> [KubeObject]
}
