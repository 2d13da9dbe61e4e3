import KubeModel

extension Admission {
    /// Replaces the object, but for its status.
    func update(with proposed: KubeObject, _ subject: Subject) throws(StatusError) -> Admitted {
        let old = try subject.existing()
        let rules = ModelRules(subject: subject, key: subject.key)
        var (object, warnings) = try rules.decoded(try subject.read(proposed), replacing: old)
        try checkIdentity(of: object, against: old, subject)
        if subject.type.subresources.contains("status") { object.status = old.status }
        takeOver(&object, from: old)
        object = rules.defaulted(object)
        let spoken = old.speaking(subject.type)
        try rules.check(object, from: spoken)
        return settle(rules.tracked(object, from: spoken, now: now), from: old, warnings, subject)
    }

    /// Replaces the object's status and nothing else.
    func updateStatus(with proposed: KubeObject, _ subject: Subject) throws(StatusError) -> Admitted {
        let old = try subject.existing()
        let sent = try subject.read(proposed)
        try checkIdentity(of: sent, against: old, subject)
        let spoken = old.speaking(subject.type)
        var object = spoken
        object.status = sent.status
        object["metadata", "managedFields"] = sent["metadata", "managedFields"]
        let rules = ModelRules(subject: subject, key: subject.key)
        let decoded = try rules.decoded(object)
        try rules.checkStatus(decoded.object)
        return settle(rules.tracked(decoded.object, from: spoken, now: now), from: old, [], subject)
    }

    /// The object with a patch merged in, as the client would have sent it whole.
    func patched(_ subject: Subject, by patch: ObjectPatch) throws(StatusError) -> KubeObject {
        let old = try subject.existing().speaking(subject.type)
        return try ModelRules(subject: subject, key: subject.key).patched(old, by: patch)
    }

    /// Server-side apply: makes the object if there is none.
    func apply(_ wanted: JSON, isForced: Bool, _ subject: Subject) throws(StatusError) -> Admitted {
        let rules = ModelRules(subject: subject, key: subject.key)
        let (object, warnings) = try rules.decoded(try subject.readApplied(wanted), replacing: subject.present)
        let old = subject.present?.speaking(subject.type)
        let merged = try rules.applied(object, onto: old, isForced: isForced, now: now)
        guard let stored = subject.present, let old else {
            return try insert(merged, subject, warnings, isTracked: false)
        }
        var next = merged
        try checkIdentity(of: next, against: stored, subject)
        let managers = next["metadata", "managedFields"]
        takeOver(&next, from: old)
        if subject.type.subresources.contains("status") { next.status = old.status }
        next = rules.defaulted(next)
        try rules.check(next, from: old)
        next["metadata", "managedFields"] = managers
        return settle(next, from: stored, warnings, subject)
    }

    /// Server-side apply of the status alone.
    func applyStatus(_ wanted: JSON, isForced: Bool, _ subject: Subject) throws(StatusError) -> Admitted {
        let stored = try subject.existing()
        let old = stored.speaking(subject.type)
        let rules = ModelRules(subject: subject, key: subject.key)
        let merged = try rules.applied(try subject.readApplied(wanted), onto: old, isForced: isForced, now: now)
        var next = old
        next.status = merged.status
        next["metadata", "managedFields"] = merged["metadata", "managedFields"]
        try rules.checkStatus(next)
        return settle(next, from: stored, [], subject)
    }
}

extension Admission {
    /// Refuses a write that was made from another object or another version of it.
    private func checkIdentity(of object: KubeObject, against old: KubeObject, _ subject: Subject) throws(StatusError) {
        guard object.name == subject.key.name else {
            throw .badRequest(
                "the name of the object (\(object.name)) does not match the name on the URL (\(subject.key.name))")
        }
        let key = subject.spoken(subject.key)
        guard object.uid.isEmpty || object.uid == old.uid else {
            // A whole object says by its uid which one it replaces; a patch would change it.
            guard case .patch = subject.write.action else {
                throw .conflict(key, "Precondition failed: UID in precondition: \(object.uid), UID in object meta: \(old.uid)")
            }
            let fault = StatusError.Cause(
                reason: "FieldValueInvalid", message: "Invalid value: \"\(object.uid)\": field is immutable", field: "metadata.uid")
            throw .invalid(key, [fault])
        }
        guard object.resourceVersion.isEmpty || object.resourceVersion == old.resourceVersion else { throw .conflict(key) }
    }

    /// Keeps what only the server sets.
    private func takeOver(_ object: inout KubeObject, from old: KubeObject) {
        object.namespace = old.namespace
        for member in ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion"] {
            object["metadata", member] = old["metadata", member]
        }
    }

    /// What comes of an updated object: nothing, a new version, or its end when the last finalizer of a deleted one has gone.
    func settle(_ object: KubeObject, from old: KubeObject, _ warnings: [String], _ subject: Subject) -> Admitted {
        var next = object.speaking(subject.key.type)
        let answer: @Sendable (KubeObject) -> KubeObject = { $0.speaking(subject.type) }
        if subject.countsGenerations, next.wanted != old.wanted { next["metadata", "generation"] = .integer(old.generation + 1) }
        guard next.withoutBookkeeping != old.withoutBookkeeping || next.managers != old.managers else {
            return Admitted(changes: [], object: old, effect: .unchanged, warnings: warnings, answer: answer)
        }
        if next.isTerminating, next.hasNothingToWaitFor {
            return Admitted(changes: [(subject.key, nil)], object: next, effect: .removed, warnings: warnings, answer: answer)
        }
        return Admitted(changes: [(subject.key, next)], object: next, effect: .changed, warnings: warnings, answer: answer)
    }
}

extension KubeObject {
    /// The wanted state: all but metadata and status.
    fileprivate var wanted: JSON {
        var json = json
        for member in ["metadata", "status", "apiVersion", "kind"] { json[member] = .null }
        return json
    }

    /// The object without what a write that changes nothing may still change.
    fileprivate var withoutBookkeeping: JSON {
        var json = json
        for member in ["managedFields", "resourceVersion", "generation"] { json[path: ["metadata", member]] = .null }
        return json
    }

    /// Who manages which fields, whenever that was.
    fileprivate var managers: Set<JSON> {
        Set(
            self["metadata", "managedFields"].elements.map { entry in
                var entry = entry
                entry["time"] = .null
                return entry
            })
    }

    /// Whether a deleted object can go: no finalizer is left, and a pod's processes are known to have ended.
    var hasNothingToWaitFor: Bool {
        guard finalizers.isEmpty else { return false }
        switch kind {
        case "Pod" where apiVersion == "v1": return (self["metadata", "deletionGracePeriodSeconds"].int ?? 0) == 0
        case "Namespace" where apiVersion == "v1": return spec["finalizers"].elements.isEmpty
        default: return true
        }
    }
}

extension Admission.Subject {
    /// The object of an apply request, which says itself what it is.
    func readApplied(_ wanted: JSON) throws(StatusError) -> KubeObject {
        guard wanted["apiVersion"].string == type.apiVersion, wanted["kind"].string == type.kind else {
            throw .badRequest(
                "invalid object type: \(wanted["apiVersion"].string ?? ""), Kind=\(wanted["kind"].string ?? ""), "
                    + "expected \(type.apiVersion), Kind=\(type.kind)")
        }
        var object = try read(KubeObject(wanted))
        if object.name.isEmpty { object.name = key.name }
        object.namespace = key.namespace
        guard object["metadata", "managedFields"].elements.isEmpty else {
            throw .badRequest("metadata.managedFields must be nil")
        }
        return object
    }
}
