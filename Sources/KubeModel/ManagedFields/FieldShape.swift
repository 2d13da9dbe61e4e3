/// How a value divides into fields that may have different owners.
enum FieldShape: Equatable {
    /// It does not: one value, or one list as a whole.
    case leaf
    /// An object, by its members.
    case members
    /// A list whose elements are told apart by these members.
    case keyed([String])
    /// A list of values, each at most once.
    case set

    /// Object types that Kubernetes declares as one value (`x-kubernetes-map-type: atomic`).
    private static let indivisible: Set = [
        "io.k8s.api.core.v1.ConfigMapKeySelector", "io.k8s.api.core.v1.LocalObjectReference", "io.k8s.api.core.v1.NodeSelector",
        "io.k8s.api.core.v1.NodeSelectorTerm", "io.k8s.api.core.v1.ObjectFieldSelector", "io.k8s.api.core.v1.ObjectReference",
        "io.k8s.api.core.v1.ResourceFieldSelector", "io.k8s.api.core.v1.SecretKeySelector",
        "io.k8s.api.core.v1.SecretReference", "io.k8s.api.core.v1.TypedLocalObjectReference",
        "io.k8s.api.rbac.v1.RoleRef", "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector",
        "io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference",
    ]

    /// Where the schema says nothing, objects divide and lists do not.
    init(of value: JSON, _ schema: Schema) {
        switch value {
        case .object:
            self = schema.typeName.map(Self.indivisible.contains) == true ? .leaf : .members
        case .array:
            switch schema.kind {
            case .list(_, .map(let keys)): self = .keyed(keys)
            case .list(_, .set): self = .set
            default: self = .leaf
            }
        default:
            self = .leaf
        }
    }
}

extension Schema {
    /// The schema of a member for telling fields apart; anything where the type does not know it.
    func field(_ name: String) -> Schema { member(name) ?? .any }
}

/// The steps of paths, as `FieldsV1` encodes them.
enum FieldStep {
    static func member(_ name: String) -> String { "f:\(name)" }

    static func value(_ value: JSON) -> String { "v:\(value.text)" }

    /// A member that is left out counts with its default, so that a port without protocol is the one with TCP.
    static func element(_ element: JSON, by keys: [String], _ schema: Schema) -> String {
        var members: [String: JSON] = [:]
        for key in keys {
            let value = element[key]
            members[key] = value.isNull ? schema.field(key).notes.defaultValue : value
        }
        return "k:\(JSON.object(members).text)"
    }
}
