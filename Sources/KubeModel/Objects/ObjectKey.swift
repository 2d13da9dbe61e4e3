/// What names one object within a cluster.
package struct ObjectKey: Sendable, Hashable {
    package let type: ResourceType
    /// Empty where the type is not namespaced.
    package let namespace: String
    package let name: String

    package init(_ type: ResourceType, namespace: String = "", name: String) {
        self.type = type
        self.namespace = type.isNamespaced ? namespace : ""
        self.name = name
    }
}

extension ObjectKey: CustomStringConvertible {
    /// `deployments.apps/shop/product-service`
    package var description: String {
        namespace.isEmpty ? "\(type.qualifiedName)/\(name)" : "\(type.qualifiedName)/\(namespace)/\(name)"
    }
}
