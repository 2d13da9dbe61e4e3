import KubeModel

/// One version of a kind as its CustomResourceDefinition describes it.
struct VersionDefinition: Sendable {
    let name: String
    let isServed: Bool
    let isStorage: Bool
    let schema: Schema?
    let subresources: [String]
    let scale: ScalePaths?
    let columns: [PrinterColumn]

    init?(_ json: JSON) {
        guard let name = json["name"].string else { return nil }
        self.name = name
        isServed = json["served"].bool ?? false
        isStorage = json["storage"].bool ?? false
        let openAPI = json["schema"]["openAPIV3Schema"]
        schema = openAPI.isNull ? nil : Schema(openAPIv3: openAPI)
        let members = json["subresources"].object ?? [:]
        subresources = ["status", "scale"].filter { members[$0] != nil }
        scale = ScalePaths(json["subresources"]["scale"])
        columns = json["additionalPrinterColumns"].elements.compactMap(PrinterColumn.init)
    }

    /// The kind in this version. `spec` is the definition's.
    func type(of spec: JSON) -> ResourceType {
        ResourceType(
            group: spec["group"].string ?? "", version: name, kind: spec["names"]["kind"].string ?? "",
            plural: spec["names"]["plural"].string ?? "", isNamespaced: spec["scope"].string != "Cluster",
            shortNames: spec["names"]["shortNames"].elements.compactMap(\.string), subresources: subresources,
            categories: spec["names"]["categories"].elements.compactMap(\.string))
    }
}
