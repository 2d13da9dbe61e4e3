// Namespaces, configuration, accounts and events.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// A space of names.
    static let namespace = core.kind("Namespace", "A space of names.") {
        Field("spec", as: namespaceSpec)
        Field("status", as: namespaceStatus)
    }

    private static let namespaceSpec = core.type("NamespaceSpec") {
        Field("finalizers", as: .strings)
    }

    private static let namespaceStatus = core.type("NamespaceStatus") {
        Field("conditions", as: .list(of: namespaceCondition, by: "type"))
        Field("phase", as: .string)
    }

    private static let namespaceCondition = core.type("NamespaceCondition") {
        Field("lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
    }

    /// Configuration for pods.
    static let configMap = core.kind("ConfigMap", "Configuration for pods.") {
        Field("binaryData", as: .map(of: .bytes)).about("Bytes by key.")
        Field("data", as: .stringMap).about("Texts by key.")
        Field("immutable", as: .boolean).about("It can then only be deleted.")
    }

    /// Configuration that is not for every eye.
    static let secret = core.kind("Secret", "Configuration that is not for every eye.") {
        Field("data", as: .map(of: .bytes)).about("Bytes by key.")
        Field("immutable", as: .boolean).about("It can then only be deleted.")
        Field("stringData", as: .stringMap).about("Texts that are written into data.")
        Field("type", as: .string).defaulting(to: "Opaque").about("What the keys mean.")
    }

    /// Who a pod is to the API.
    static let serviceAccount = core.kind("ServiceAccount", "Who a pod is to the API.") {
        Field("automountServiceAccountToken", as: .boolean)
        Field("imagePullSecrets", as: .list(of: localObjectReference))
        Field("secrets", as: .list(of: objectReference, by: "name"))
    }

    /// What happened to an object.
    static let event = core.kind("Event", "What happened to an object.") {
        Field("action", "message", "reason", "reportingComponent", "reportingInstance", "type", as: .string)
        Field("count", as: .int32)
        Field("eventTime", "firstTimestamp", "lastTimestamp", as: .time)
        Field("involvedObject", as: objectReference).required()
        Field("related", as: objectReference)
        Field("series", as: eventSeries)
        Field("source", as: eventSource)
    }

    private static let eventSeries = core.type("EventSeries") {
        Field("count", as: .int32)
        Field("lastObservedTime", as: .time)
    }

    private static let eventSource = core.type("EventSource") {
        Field("component", "host", as: .string)
    }
}
