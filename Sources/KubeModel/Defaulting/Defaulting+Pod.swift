extension Defaulting {
    /// A pod itself, rather than the template of one.
    static func derivePod(_ spec: inout JSON) {
        derivePodSpec(&spec)
        spec.fill("enableServiceLinks", with: true)
        for list in ["containers", "initContainers"] {
            spec.change(list) { container in
                // Whoever may take no more than a limit is taken to need as much.
                for (name, limit) in container[path: ["resources", "limits"]].object ?? [:] {
                    var requests = container[path: ["resources", "requests"]]
                    requests.fill(name, with: limit)
                    container[path: ["resources", "requests"]] = requests
                }
            }
        }
    }

    /// A pod's spec, of its own or in a template.
    static func derivePodSpec(_ spec: inout JSON) {
        for list in ["containers", "initContainers", "ephemeralContainers"] {
            spec.change(list) { $0.fill("imagePullPolicy", with: pullPolicy(of: $0["image"].string ?? "")) }
        }
        spec.change("volumes") { volume in
            if volume.object?.keys.allSatisfy({ $0 == "name" }) == true { volume["emptyDir"] = [:] }
        }
        // The old name of the field is kept equal.
        spec.fill("serviceAccountName", with: spec["serviceAccount"])
        if spec["serviceAccountName"].string != nil { spec["serviceAccount"] = spec["serviceAccountName"] }
    }

    /// An image whose tag may move is looked up every time.
    private static func pullPolicy(of image: String) -> JSON {
        guard !image.contains("@") else { return "IfNotPresent" }
        let name = image.split(separator: "/").last ?? ""
        let tag = name.split(separator: ":", maxSplits: 1).dropFirst().first ?? "latest"
        return tag == "latest" ? "Always" : "IfNotPresent"
    }
}
