package import KubeModel

/// One thing that a controller wants done. They are performed in their order, up to the first that fails.
package enum Directive: Sendable, Equatable {
    case create(KubeObject, as: ResourceType)
    /// Refused with 409 when the object has changed since it was read.
    case update(KubeObject, as: ResourceType)
    case updateStatus(KubeObject, as: ResourceType)
    case patch(ObjectKey, ObjectPatch, subresource: ObjectWrite.Subresource? = nil)
    case delete(ObjectKey, DeleteOptions)
    /// Tells people what happened; it may get lost.
    case record(EventNote)
    /// Looks at the same object again after this time, even if nothing changes.
    case requeue(after: Duration)
}

extension Directive {
    /// The event, if it is one.
    package var note: EventNote? {
        if case .record(let note) = self { note } else { nil }
    }
}
