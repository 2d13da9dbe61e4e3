/// A kind that the server offers, and what its objects look like.
package struct DescribedType: Sendable {
    package let type: ResourceType
    package let schema: Schema

    package init(_ type: ResourceType, _ schema: Schema) {
        self.type = type
        self.schema = schema
    }

    /// All kinds that the platform knows by itself.
    package static var builtIn: [DescribedType] {
        ResourceType.builtIn.compactMap { type in SchemaCatalog.schema(for: type).map { DescribedType(type, $0) } }
    }

    /// The name of the kind in OpenAPI documents: `io.k8s.api.apps.v1.Deployment`; of custom kinds the group backwards.
    var definitionName: String {
        if let name = schema.typeName { return name }
        let group = type.group.split(separator: ".").reversed().joined(separator: ".")
        return "\(group).\(type.version).\(type.kind)"
    }

    /// How operations and definitions say which kind they belong to.
    var groupVersionKind: JSON {
        ["group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind)]
    }
}
