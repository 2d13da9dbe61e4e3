package import KubeModel

/// What a core/v1 Event tells of an object, without when and how often.
package struct EventNote: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case normal = "Normal"
        case warning = "Warning"
    }

    /// A reference to the object: apiVersion, kind, namespace, name, uid.
    package let involved: JSON
    package let kind: Kind
    /// One word in camel case: `ScalingReplicaSet`.
    package let reason: String
    package let message: String
    /// The controller that speaks: `deployment-controller`.
    package let component: String

    package init(_ kind: Kind = .normal, about object: KubeObject, reason: String, _ message: String, from component: String) {
        involved = .present([
            "apiVersion": .string(object.apiVersion), "kind": .string(object.kind), "name": .string(object.name),
            "namespace": object.namespace.isEmpty ? nil : .string(object.namespace), "uid": .string(object.uid),
        ])
        self.kind = kind
        self.reason = reason
        self.message = message
        self.component = component
    }
}

extension EventNote {
    /// The namespace that the event lies in: the object's, or `default` for what has none.
    package var namespace: String { involved["namespace"].string ?? "default" }

    /// The event's name, the same for every repetition: so a repetition finds what it has to count up, even after a restart.
    package var name: String {
        let identity: JSON = [involved, .string(kind.rawValue), .string(reason), .string(message), .string(component)]
        return "\(involved["name"].string ?? "").\(FNV64.hexadecimal(of: identity.bytes))"
    }

    package var key: ObjectKey { ObjectKey(.events, namespace: namespace, name: name) }

    /// The first occurrence.
    /// - Parameter time: RFC 3339.
    package func event(at time: String) -> KubeObject {
        var event = KubeObject(.events, namespace: namespace, name: name)
        event["involvedObject"] = involved
        event["type"] = .string(kind.rawValue)
        event["reason"] = .string(reason)
        event["message"] = .string(message)
        event["source"] = ["component": .string(component)]
        event["reportingComponent"] = .string(component)
        event["reportingInstance"] = ""
        event["firstTimestamp"] = .string(time)
        event["lastTimestamp"] = .string(time)
        event["count"] = 1
        return event
    }

    /// The change that a further occurrence makes to the event as it is.
    /// - Parameter time: RFC 3339.
    package func repetition(of event: KubeObject, at time: String) -> ObjectPatch {
        .merge(["count": .integer((event["count"].int ?? 1) + 1), "lastTimestamp": .string(time)])
    }
}
