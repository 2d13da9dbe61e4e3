import KubeModel

extension Admission {
    func create(_ proposed: KubeObject, _ subject: Subject) throws(StatusError) -> Admitted {
        let sent = try subject.read(proposed)
        guard sent.resourceVersion.isEmpty else { throw .badRequest("resourceVersion should not be set on objects to be created") }
        let rules = ModelRules(subject: subject, key: subject.key)
        let (object, warnings) = try rules.decoded(sent)
        return try insert(object, subject, warnings, isTracked: true)
    }

    /// Makes a new object out of one that has been decoded. When it is not tracked its managers stay as it says.
    func insert(_ proposed: KubeObject, _ subject: Subject, _ warnings: [String], isTracked: Bool) throws(StatusError) -> Admitted {
        var object = proposed
        let key = try name(&object, subject)
        try checkNamespace(of: key)
        guard objects.object(key) == nil else { throw .alreadyExists(subject.spoken(key)) }
        let rules = ModelRules(subject: subject, key: key)
        stampNew(&object, subject)
        object = rules.defaulted(object)
        try rules.check(object)
        if isTracked { object = rules.tracked(object, from: nil, now: now) }
        return Admitted(
            changes: [(key, object.speaking(key.type))], object: object.speaking(key.type), effect: .created, warnings: warnings,
            answer: { $0.speaking(subject.type) })
    }

    /// Gives the object its name, a generated one if it asks for that, and the namespace of the request.
    private func name(_ object: inout KubeObject, _ subject: Subject) throws(StatusError) -> ObjectKey {
        if object.name.isEmpty, let prefix = object["metadata", "generateName"].string, !prefix.isEmpty {
            object.name = String(prefix.prefix(58)) + identity.nameSuffix()
        }
        object.namespace = subject.key.namespace
        guard !object.name.isEmpty else {
            let fault = StatusError.Cause(
                reason: "FieldValueRequired", message: "Required value: name or generateName is required", field: "metadata.name")
            throw .invalid(subject.spoken(ObjectKey(subject.key.type, name: "")), [fault])
        }
        return ObjectKey(subject.key.type, namespace: subject.key.namespace, name: object.name)
    }

    private func checkNamespace(of key: ObjectKey) throws(StatusError) {
        guard key.type.isNamespaced else { return }
        let namespaceKey = ObjectKey(.namespaces, name: key.namespace)
        guard let namespace = objects.object(namespaceKey) else { throw .notFound(namespaceKey) }
        guard !namespace.isTerminating else {
            throw .forbidden(
                key, "unable to create new content in namespace \(key.namespace) because it is being terminated")
        }
    }

    /// Sets what only the server sets.
    private func stampNew(_ object: inout KubeObject, _ subject: Subject) {
        for member in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"] { object["metadata", member] = .null }
        object["metadata", "uid"] = .string(identity.uid())
        object["metadata", "creationTimestamp"] = .string(now.text)
        object["metadata", "generation"] = subject.countsGenerations ? 1 : .null
        if subject.type.subresources.contains("status"), subject.type != .nodes { object.status = .null }
        if let status = InitialStatus(now: now).status(of: object) { object.status = status }
        if subject.type == .namespaces { object["spec", "finalizers"] = ["kubernetes"] }
    }
}

extension Admission.Subject {
    /// The key in the version that the client speaks, for messages.
    func spoken(_ key: ObjectKey) -> ObjectKey { ObjectKey(type, namespace: key.namespace, name: key.name) }

    /// Kinds that have a wanted state count its changes.
    var countsGenerations: Bool {
        registered.isCustom || type.subresources.contains("status") && type != .services && type != .namespaces && type != .nodes
    }

    /// The object that a client has sent, checked to be what the path says.
    func read(_ proposed: KubeObject) throws(StatusError) -> KubeObject {
        var object = proposed
        guard object.json.object != nil else { throw .badRequest("the request body must be an object") }
        if object.kind.isEmpty { object["kind"] = .string(type.kind) }
        if object.apiVersion.isEmpty { object["apiVersion"] = .string(type.apiVersion) }
        guard object.kind == type.kind else {
            throw .badRequest("the kind in the data (\(object.kind)) does not match the expected kind (\(type.kind))")
        }
        guard object.apiVersion == type.apiVersion || object.apiVersion == registered.storage.apiVersion else {
            throw .badRequest(
                "the API version in the data (\(object.apiVersion)) does not match the expected API version (\(type.apiVersion))")
        }
        guard object.namespace.isEmpty || object.namespace == key.namespace else {
            throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
        }
        return object.speaking(type)
    }
}
