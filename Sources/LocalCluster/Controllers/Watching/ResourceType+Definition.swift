import KubeModel

extension ResourceType {
    /// The kind that a CustomResourceDefinition defines, in the version that is stored; nil while it cannot be read.
    init?(definedBy definition: KubeObject) {
        let names = definition["spec", "names"]
        let stored = definition["spec", "versions"].elements.first { $0["storage"].bool == true }
        guard let group = definition["spec", "group"].string, let version = stored?["name"].string, let kind = names["kind"].string,
            let plural = names["plural"].string
        else { return nil }
        self.init(
            group: group, version: version, kind: kind, plural: plural, isNamespaced: definition["spec", "scope"].string != "Cluster")
    }
}
