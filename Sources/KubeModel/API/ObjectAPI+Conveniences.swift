extension ObjectAPI {
    /// Nil when there is none.
    package func find(_ key: ObjectKey) async throws(StatusError) -> KubeObject? {
        do throws(StatusError) {
            return try await get(key)
        } catch {
            guard error.reason == .notFound else { throw error }
            return nil
        }
    }

    package func list(_ type: ResourceType, namespace: String? = nil) async throws(StatusError) -> ObjectList {
        try await list(type, namespace: namespace, selector: .everything)
    }

    @discardableResult
    package func create(_ object: KubeObject, as type: ResourceType, manager: String = "souk") async throws(StatusError) -> KubeObject {
        let key = ObjectKey(type, namespace: object.namespace, name: object.name)
        return try await perform(ObjectWrite(key, .create(object), fieldManager: manager))
    }

    @discardableResult
    package func update(_ object: KubeObject, as type: ResourceType, manager: String = "souk") async throws(StatusError) -> KubeObject {
        let key = ObjectKey(type, namespace: object.namespace, name: object.name)
        return try await perform(ObjectWrite(key, .update(object), fieldManager: manager))
    }

    /// Writes the status of `object`; its other members are not looked at.
    @discardableResult
    package func updateStatus(
        _ object: KubeObject, as type: ResourceType, manager: String = "souk"
    ) async throws(StatusError) -> KubeObject {
        let key = ObjectKey(type, namespace: object.namespace, name: object.name)
        return try await perform(ObjectWrite(key, .update(object), subresource: .status, fieldManager: manager))
    }

    @discardableResult
    package func patch(
        _ key: ObjectKey, _ patch: ObjectPatch, subresource: ObjectWrite.Subresource? = nil, manager: String = "souk"
    ) async throws(StatusError) -> KubeObject {
        try await perform(ObjectWrite(key, .patch(patch), subresource: subresource, fieldManager: manager))
    }

    @discardableResult
    package func delete(_ key: ObjectKey, _ options: DeleteOptions = DeleteOptions()) async throws(StatusError) -> KubeObject {
        try await perform(ObjectWrite(key, .delete(options)))
    }

    /// Deletes an object if it is still there.
    /// - Parameter uid: Nil for whichever object has the name.
    /// - Returns: False when it is gone already, or when it is another one by now.
    @discardableResult
    package func remove(_ key: ObjectKey, uid: String? = nil) async throws(StatusError) -> Bool {
        do throws(StatusError) {
            try await delete(key, DeleteOptions(uid: uid))
            return true
        } catch {
            guard error.code == 404 || (uid != nil && error.code == 409) else { throw error }
            return false
        }
    }
}
