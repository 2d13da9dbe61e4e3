import KubeModel
import Testing

/// An object that several managers write, one after another; each write is a second later than the one before.
struct ManagedObject {
    let type: ResourceType
    let schema: Schema?
    private(set) var object: KubeObject?
    private var second = 0

    init(_ type: ResourceType, isKnown: Bool = true) throws {
        self.type = type
        schema = isKnown ? try KubeModelTests.schema(type) : nil
    }

    private mutating func tick() -> String {
        second += 1
        return KubeTime(seconds: 1_800_000_000 + second).text
    }

    /// Applies on the server's side.
    @discardableResult
    mutating func apply(_ configuration: JSON, by manager: String, force: Bool = false) throws(StatusError) -> KubeObject {
        let result = try ManagedFields.apply(
            configuration: named(configuration), manager: manager, force: force, to: object, schema: schema, apiVersion: type.apiVersion,
            now: tick())
        object = result
        return result
    }

    /// Writes by any other verb.
    mutating func update(by manager: String, subresource: String? = nil, _ change: (inout KubeObject) -> Void) {
        var new = object ?? named([:])
        change(&new)
        object = ManagedFields.tracked(
            old: object, new: new, manager: manager, subresource: subresource, schema: schema, now: tick())
    }

    /// A configuration without what names it.
    private func named(_ configuration: JSON) -> KubeObject {
        var object = KubeObject(configuration)
        object["apiVersion"] = .string(type.apiVersion)
        object["kind"] = .string(type.kind)
        object.name = "web"
        object.namespace = "shop"
        return object
    }

    subscript(_ path: String...) -> JSON { object?.json[path: path] ?? .null }

    /// The paths that a manager owns.
    func owned(by manager: String, _ operation: String = "Apply", subresource: String? = nil) -> [String] {
        let entry = self["metadata", "managedFields"].elements.first {
            $0["manager"].string == manager && $0["operation"].string == operation && $0["subresource"].string == subresource
        }
        return entry.flatMap { FieldSet(fieldsV1: $0["fieldsV1"]) }?.paths ?? []
    }

    /// When the manager's entry changed last.
    func time(of manager: String) -> String? {
        self["metadata", "managedFields"].elements.first { $0["manager"].string == manager }?["time"].string
    }
}
