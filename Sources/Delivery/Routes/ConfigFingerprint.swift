import Crypto
package import KubeModel

/// What tells one configuration of a version from another: its pods' template and the content of every ConfigMap that it names.
package struct ConfigFingerprint: Sendable {
    private let template: JSON

    package init(of deployment: KubeObject) {
        template = deployment.spec["template"]
    }

    /// In the order of their names.
    package var configMaps: [String] {
        let spec = template["spec"]
        let sources = spec["volumes"].elements.flatMap { [$0] + $0["projected"]["sources"].elements }
        let volumes = sources.map { $0["configMap"]["name"] }
        let containers = spec["containers"].elements + spec["initContainers"].elements
        let whole = containers.flatMap { $0["envFrom"].elements }.map { $0["configMapRef"]["name"] }
        let variables = containers.flatMap { $0["env"].elements }
        let single = variables.map { $0["valueFrom"]["configMapKeyRef"]["name"] }
        // By this one a service is told which ConfigMap to watch.
        let watched = variables.filter { $0["name"].string == "CONFIG_MAP" }.map { $0["value"] }
        return Set((volumes + whole + single + watched).compactMap(\.string)).sorted()
    }

    /// - Parameter contents: The ConfigMaps that there are.
    package func hash(_ contents: [KubeObject]) -> String {
        let maps = contents.sorted { $0.name < $1.name }.map { map -> JSON in
            ["name": .string(map.name), "data": map["data"], "binaryData": map["binaryData"]]
        }
        let text: JSON = ["template": template, "configMaps": .array(maps)]
        return SHA256.hash(data: text.bytes).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
