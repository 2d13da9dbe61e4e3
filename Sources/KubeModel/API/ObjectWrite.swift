/// One change that is asked of the API.
package struct ObjectWrite: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        /// Name or `generateName` stand in the object.
        case create(KubeObject)
        /// Refused with 409 when the object carries a resource version that is not the present one.
        case update(KubeObject)
        case patch(ObjectPatch)
        case delete(DeleteOptions)
    }

    package enum Subresource: String, Sendable {
        case status, scale, eviction
    }

    /// What happens to fields that the type does not know.
    package enum FieldValidation: String, Sendable {
        case strict = "Strict"
        case warn = "Warn"
        case ignore = "Ignore"
    }

    package var key: ObjectKey
    package var action: Action
    package var subresource: Subresource?
    /// Who writes, in `managedFields`.
    package var fieldManager: String
    /// Everything is checked and nothing is stored.
    package var isDryRun = false
    package var fieldValidation: FieldValidation

    package init(
        _ key: ObjectKey, _ action: Action, subresource: Subresource? = nil, fieldManager: String = "souk",
        fieldValidation: FieldValidation = .strict
    ) {
        self.key = key
        self.action = action
        self.subresource = subresource
        self.fieldManager = fieldManager
        self.fieldValidation = fieldValidation
    }
}

/// A partial change of an object.
package enum ObjectPatch: Sendable, Equatable {
    /// RFC 6902: an array of operations.
    case json(JSON)
    /// RFC 7386.
    case merge(JSON)
    /// Kubernetes' own, which merges lists by their keys; only for built-in kinds.
    case strategicMerge(JSON)
    /// Server-side apply: the fields that the manager wants, whole. With `force` it takes fields from other managers.
    case apply(JSON, force: Bool)
}

/// How an object is to be deleted.
package struct DeleteOptions: Sendable, Equatable {
    package enum Propagation: String, Sendable {
        case background = "Background"
        case foreground = "Foreground"
        case orphan = "Orphan"
    }

    /// Pods only: nil takes the pod's own.
    package var gracePeriodSeconds: Int?
    package var propagation = Propagation.background
    /// Deletes only if they are these; 409 otherwise.
    package var uid: String?
    package var resourceVersion: String?

    package init(
        gracePeriodSeconds: Int? = nil, propagation: Propagation = .background, uid: String? = nil, resourceVersion: String? = nil
    ) {
        self.gracePeriodSeconds = gracePeriodSeconds
        self.propagation = propagation
        self.uid = uid
        self.resourceVersion = resourceVersion
    }
}
