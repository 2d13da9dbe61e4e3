import KubeModel

extension Admission {
    /// Sets the replica count through a `Scale` object.
    func updateScale(with scale: KubeObject, _ subject: Subject) throws(StatusError) -> Admitted {
        let old = try subject.existing()
        let paths = try subject.scalePaths()
        guard scale.kind == "Scale" || scale.kind.isEmpty else {
            throw .badRequest("the kind in the data (\(scale.kind)) does not match the expected kind (Scale)")
        }
        let replicas = scale.spec["replicas"].int ?? 0
        guard replicas >= 0 else {
            let fault = StatusError.Cause(
                reason: "FieldValueInvalid", message: "Invalid value: \(replicas): must be greater than or equal to 0",
                field: "spec.replicas")
            throw .invalid(subject.spoken(subject.key), [fault])
        }
        var object = old.speaking(subject.type)
        object.resourceVersion = scale.resourceVersion
        object.json[path: paths.specReplicas] = .integer(replicas)
        var admitted = try update(with: object, subject)
        admitted.answer = { ScaleView.scale(of: $0, paths) }
        return admitted
    }

    /// Sets the replica count through a patch of the `Scale` object.
    func updateScale(by patch: ObjectPatch, _ subject: Subject) throws(StatusError) -> Admitted {
        let shown = ScaleView.scale(of: try subject.existing(), try subject.scalePaths())
        if case .apply(let wanted, _) = patch { return try updateScale(with: KubeObject(wanted), subject) }
        var asMerge = patch
        // Scale has no lists, so that both kinds of merge are the same for it.
        if case .strategicMerge(let change) = patch { asMerge = .merge(change) }
        var scale = try ModelRules(subject: subject, key: subject.key).patched(shown, by: asMerge)
        if scale.resourceVersion == shown.resourceVersion { scale.resourceVersion = "" }
        return try updateScale(with: scale, subject)
    }
}

extension Admission.Subject {
    fileprivate func scalePaths() throws(StatusError) -> ScalePaths {
        guard let paths = registered.scalePaths(in: type.version) else { throw .noSuchResource }
        return paths
    }
}
