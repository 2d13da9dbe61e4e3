extension DescribedType {
    /// The kinds that a CustomResourceDefinition adds, one for each version; none for any other object.
    package static func defined(by object: KubeObject) -> [DescribedType] {
        guard object.kind == ResourceType.customResourceDefinitions.kind else { return [] }
        let (spec, names) = (object.spec, object["spec", "names"])
        guard let group = spec["group"].string, let kind = names["kind"].string, let plural = names["plural"].string else { return [] }
        return spec["versions"].elements.compactMap { version in
            guard let name = version["name"].string else { return nil }
            let type = ResourceType(
                group: group, version: name, kind: kind, plural: plural, isNamespaced: spec["scope"] != "Cluster",
                shortNames: names["shortNames"].elements.compactMap(\.string),
                subresources: (version["subresources"].object ?? [:]).keys.sorted(),
                categories: names["categories"].elements.compactMap(\.string))
            let schema = version[path: ["schema", "openAPIV3Schema"]]
            return DescribedType(type, schema.isNull ? .any : Schema(openAPIv3: schema))
        }
    }
}
