import KubeModel

/// What the object model says of a kind, for one write.
struct ModelRules {
    let subject: Admission.Subject
    /// With the type that is stored.
    let key: ObjectKey

    private var schema: Schema? { subject.registered.schema(in: subject.type.version) }
    private var subresource: String? { subject.write.subresource?.rawValue }

    /// An object as the decoder takes it from its client: without the fields that the kind does not know, and the warnings about them and
    /// about fields that are stored and not acted on. Throws 400 for what cannot be decoded, and for unknown fields where the client
    /// wants them refused.
    /// - Parameter old: What it replaces: what has been said of that is not said again.
    func decoded(_ object: KubeObject, replacing old: KubeObject? = nil) throws(StatusError) -> (object: KubeObject, warnings: [String]) {
        guard let schema else { return (object, []) }
        let validation = subject.write.fieldValidation
        let faults = ObjectValidator.faults(in: object, type: key.type, schema: schema)
        let decoding = faults.filter { $0.isStrictDecodingError || $0.reason == .wrongType }
        if let refusal = StatusError.refusal(of: subject.spoken(key), faults: decoding, fieldValidation: .ignore) { throw refusal }
        if validation == .strict, let error = StatusError.strictDecoding(decoding) {
            throw .undecodable(subject.write.action, of: subject.type, error)
        }
        let pruned = object.pruned(to: schema)
        let shown = validation == .ignore ? pruned : object
        let warnings = ObjectValidator.warnings(for: shown, type: key.type, schema: schema)
        guard let old, !warnings.isEmpty else { return (pruned, warnings) }
        let known = Set(ObjectValidator.warnings(for: old, type: key.type, schema: schema))
        return (pruned, warnings.filter { !known.contains($0) })
    }

    /// The object with the values that are set where it has none.
    func defaulted(_ object: KubeObject) -> KubeObject {
        Defaulting.applied(to: object, type: key.type, schema: subject.registered.isCustom ? schema : nil)
    }

    /// Throws 422 with everything that is wrong with a new object.
    func check(_ object: KubeObject) throws(StatusError) { try refuse(faults(in: object)) }

    /// Throws 422 with everything that is wrong with a changed object, and with changes that may not be made.
    func check(_ object: KubeObject, from old: KubeObject) throws(StatusError) {
        let changes = ObjectValidator.updateFaults(from: old, to: object, type: key.type)
        try refuse(changes + newFinalizers(of: object, from: old) + faults(in: object))
    }

    /// An object that is being deleted takes no new finalizers; it could never go otherwise.
    private func newFinalizers(of object: KubeObject, from old: KubeObject) -> [FieldFault] {
        let added = old.isTerminating ? object.finalizers.filter { !old.finalizers.contains($0) } : []
        guard !added.isEmpty else { return [] }
        let list = added.map { "\"\($0)\"" }.joined(separator: ", ")
        let message = "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}"
        return [FieldFault(FieldPath("metadata") / "finalizers", .forbidden, message)]
    }

    /// Throws 422 with what is wrong with a changed status. What is wrong elsewhere has nothing to do with it.
    func checkStatus(_ object: KubeObject) throws(StatusError) {
        try refuse(faults(in: object).filter { $0.path.description.hasPrefix("status") })
    }

    private func faults(in object: KubeObject) -> [FieldFault] {
        guard let schema else { return [] }
        return ObjectValidator.faults(in: object, type: key.type, schema: schema)
    }

    private func refuse(_ faults: [FieldFault]) throws(StatusError) {
        if let refusal = StatusError.refusal(of: subject.spoken(key), faults: faults, fieldValidation: .ignore) { throw refusal }
    }
}

extension ModelRules {
    /// The object after a patch. Only built-in kinds take a strategic merge.
    func patched(_ object: KubeObject, by patch: ObjectPatch) throws(StatusError) -> KubeObject {
        KubeObject(try patch.applied(to: object.json, schema: key.type.isCustom ? nil : schema))
    }

    /// Server-side apply; `managedFields` are up to date afterwards.
    func applied(_ configuration: KubeObject, onto live: KubeObject?, isForced: Bool, now: KubeTime) throws(StatusError) -> KubeObject {
        try ManagedFields.apply(
            configuration: configuration, manager: subject.write.fieldManager, force: isForced, to: live, subresource: subresource,
            schema: schema, apiVersion: subject.type.apiVersion, now: now.text)
    }

    /// The object with the managers of its fields after the write.
    func tracked(_ object: KubeObject, from old: KubeObject?, now: KubeTime) -> KubeObject {
        ManagedFields.tracked(
            old: old, new: object, manager: subject.write.fieldManager, subresource: subresource, schema: schema, now: now.text)
    }
}
