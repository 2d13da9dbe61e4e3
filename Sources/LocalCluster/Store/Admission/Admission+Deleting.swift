import KubeModel

extension Admission {
    func delete(_ options: DeleteOptions, _ subject: Subject) throws(StatusError) -> Admitted {
        let old = try subject.existing()
        try check(options, old, subject)
        var object = old
        let hadFinalizers = object.finalizers
        object.finalizers = Self.finalizers(of: old, for: options.propagation)
        let grace = gracePeriod(of: old, options)
        if old.isTerminating {
            let left = old["metadata", "deletionGracePeriodSeconds"].int ?? 0
            guard grace < left || hadFinalizers != object.finalizers else {
                guard !object.hasNothingToWaitFor else { return removed(object, subject) }
                return Admitted(changes: [], object: old, effect: .unchanged, answer: { $0.speaking(subject.type) })
            }
            markTerminating(&object, grace: min(grace, left))
        } else {
            markTerminating(&object, grace: grace)
        }
        guard !object.hasNothingToWaitFor else { return removed(object, subject) }
        if object.kind == "Namespace" { object["status", "phase"] = "Terminating" }
        if subject.countsGenerations { object["metadata", "generation"] = .integer(old.generation + 1) }
        return Admitted(
            changes: [(subject.key, object)], object: object, effect: .changed, answer: { $0.speaking(subject.type) })
    }

    /// The object goes at once.
    func removed(_ object: KubeObject, _ subject: Subject) -> Admitted {
        Admitted(changes: [(subject.key, nil)], object: object, effect: .removed, answer: { $0.speaking(subject.type) })
    }

    private func check(_ options: DeleteOptions, _ old: KubeObject, _ subject: Subject) throws(StatusError) {
        let key = subject.spoken(subject.key)
        if let uid = options.uid, uid != old.uid {
            throw .conflict(
                key,
                "the UID in the precondition (\(uid)) does not match the UID in record (\(old.uid)). "
                    + "The object might have been deleted and then recreated")
        }
        if let version = options.resourceVersion, version != old.resourceVersion {
            throw .conflict(
                key,
                "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in record (\(old.resourceVersion)). "
                    + "The object might have been modified")
        }
        if subject.key.type == .namespaces, ["default", "kube-system"].contains(subject.key.name) {
            throw .forbidden(key, "this namespace may not be deleted")
        }
    }

    /// Seconds that the object has to end; only pods take time.
    private func gracePeriod(of object: KubeObject, _ options: DeleteOptions) -> Int {
        guard object.kind == "Pod", object.apiVersion == "v1" else { return 0 }
        // A pod that no node has, or whose processes have ended, has nothing to stop.
        guard object.spec["nodeName"].string?.isEmpty == false else { return 0 }
        guard !["Succeeded", "Failed"].contains(object.status["phase"].string) else { return 0 }
        return max(0, options.gracePeriodSeconds ?? object.spec["terminationGracePeriodSeconds"].int ?? 30)
    }

    private func markTerminating(_ object: inout KubeObject, grace: Int) {
        if object.kind == "Pod" || object.deletionTimestamp == nil {
            object["metadata", "deletionTimestamp"] = .string((now + .seconds(grace)).text)
        }
        object["metadata", "deletionGracePeriodSeconds"] = .integer(grace)
    }

    /// The finalizers by which the garbage collector is told what to do with the object's dependents.
    private static func finalizers(of object: KubeObject, for propagation: DeleteOptions.Propagation) -> [String] {
        let others = object.finalizers.filter { $0 != foregroundFinalizer && $0 != orphanFinalizer }
        switch propagation {
        case .background: return object.isTerminating ? object.finalizers : others
        case .foreground: return others + [foregroundFinalizer]
        case .orphan: return others + [orphanFinalizer]
        }
    }

    static let foregroundFinalizer = "foregroundDeletion"
    static let orphanFinalizer = "orphan"
}
