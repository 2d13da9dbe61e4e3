// What every object has, and how objects point at each other.

private let meta = SchemaPackage("io.k8s.apimachinery.pkg.apis.meta.v1")
private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`
    static let objectMeta = meta.type("ObjectMeta") {
        Field("annotations", as: .stringMap).about("Texts that tools keep with it.")
        Field("creationTimestamp", "deletionTimestamp", as: .time)
        Field("deletionGracePeriodSeconds", "generation", as: .int64)
        Field("finalizers", as: .set(of: .string)).patched(by: .merge).about("Who must have let go before it is removed.")
        Field("generateName", as: .string).about("The beginning of a name that the server completes.")
        Field("labels", as: .stringMap).about("Texts by which objects are selected.")
        Field("managedFields", as: .list(of: managedFieldsEntry))
        Field("name", as: .string).about("Unique among objects of its kind and namespace.")
        Field("namespace", as: .string).about("Where it lives.")
        Field("ownerReferences", as: .list(of: ownerReference, by: "uid")).about("With whom it is deleted.")
        Field("resourceVersion", "selfLink", "uid", as: .string)
    }

    private static let managedFieldsEntry = meta.type("ManagedFieldsEntry") {
        Field("apiVersion", "fieldsType", "manager", "operation", "subresource", as: .string)
        Field("fieldsV1", as: .any)
        Field("time", as: .time)
    }

    private static let ownerReference = meta.type("OwnerReference", isAtomic: true) {
        Field("apiVersion", "kind", "name", "uid", as: .string).required()
        Field("blockOwnerDeletion", "controller", as: .boolean)
    }

    /// `io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector`
    static let labelSelector = meta.type("LabelSelector", isAtomic: true) {
        Field("matchExpressions", as: .list(of: labelSelectorRequirement)).about("Conditions that must hold.")
        Field("matchLabels", as: .stringMap).about("Labels that must be there.")
    }

    /// `io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement`
    static let labelSelectorRequirement = meta.type("LabelSelectorRequirement") {
        Field("key", as: .string).required()
        Field("operator", as: .choice("DoesNotExist", "Exists", "In", "NotIn")).required()
        Field("values", as: .strings)
    }

    /// `io.k8s.apimachinery.pkg.apis.meta.v1.Condition`
    static let condition = meta.type("Condition") {
        Field("lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
        Field("observedGeneration", as: .int64)
    }

    /// `io.k8s.api.core.v1.ObjectReference`
    static let objectReference = core.type("ObjectReference", isAtomic: true) {
        Field("apiVersion", "fieldPath", "kind", "name", "namespace", "resourceVersion", "uid", as: .string)
    }

    /// `io.k8s.api.core.v1.LocalObjectReference`
    static let localObjectReference = core.type("LocalObjectReference", isAtomic: true) {
        Field("name", as: .string)
    }

    /// `io.k8s.api.core.v1.TypedLocalObjectReference`
    static let typedLocalObjectReference = core.type("TypedLocalObjectReference", isAtomic: true) {
        Field("apiGroup", as: .string)
        Field("kind", "name", as: .string).required()
    }

    /// `io.k8s.api.core.v1.TypedObjectReference`
    static let typedObjectReference = core.type("TypedObjectReference") {
        Field("apiGroup", "namespace", as: .string)
        Field("kind", "name", as: .string).required()
    }
}
