extension ManagedFields {
    /// Server-side apply: the object after `manager` has applied `configuration` to `live`, which is nil when there is none yet.
    /// When nothing changes, `live` comes back as it is.
    ///
    /// Throws 409 with a cause for each field that another manager owns with another value, unless `force` takes them, and 400 for a
    /// configuration that cannot be merged. Null members of a configuration count as not there.
    /// - Parameters:
    ///   - schema: Nil for a kind that has none.
    ///   - apiVersion: In which the configuration is written.
    ///   - now: RFC 3339, in seconds.
    package static func apply(
        configuration: KubeObject, manager: String, force: Bool, to live: KubeObject?, subresource: String? = nil, schema: Schema?,
        apiVersion: String, now: String
    ) throws(StatusError) -> KubeObject {
        let application = Application(
            configuration: try wanted(configuration, schema ?? .unknownKind), live: live,
            owner: FieldOwner(manager: manager, operation: .apply, apiVersion: apiVersion, subresource: subresource ?? ""),
            schema: schema ?? .unknownKind)
        var outcome = application.outcome()
        let conflicts = application.conflicts(of: outcome)
        if !force {
            let left = application.isKubectl ? conflicts.allowing(ClientSideApply.fields(of: live, application.schema)) : conflicts
            guard left.isEmpty else { throw left.error }
        }
        outcome.release(conflicts, except: application.owner)
        return application.finished(outcome, now: now)
    }

    /// The configuration without what nobody can want.
    private static func wanted(_ configuration: KubeObject, _ schema: Schema) throws(StatusError) -> KubeObject {
        guard configuration["metadata", "managedFields"].elements.isEmpty else {
            throw .badRequest("metadata.managedFields must be nil")
        }
        var wanted = KubeObject(configuration.json.withoutNullMembers)
        for member in OwnedObject.systemMetadata.subtracting(["name", "namespace"]) { wanted["metadata", member] = .null }
        if let fault = ListKeyFault(in: wanted.json, schema, path: "") { throw .badRequest(fault.message) }
        return wanted
    }
}
