/// What discovery says of a subresource.
struct SubresourceFacts: Sendable {
    /// Nil when it is the kind of its resource.
    let kind: String?
    let group: String?
    let version: String?
    let verbs: [String]

    init(_ name: String) {
        switch name {
        case "scale": self.init("Scale", "autoscaling", "v1", ["get", "patch", "update"])
        case "eviction": self.init("Eviction", "policy", "v1", ["create"])
        case "token": self.init("TokenRequest", "authentication.k8s.io", "v1", ["create"])
        case "log": self.init(nil, nil, nil, ["get"])
        case "finalize": self.init(nil, nil, nil, ["update"])
        default: self.init(nil, nil, nil, ["get", "patch", "update"])
        }
    }

    private init(_ kind: String?, _ group: String?, _ version: String?, _ verbs: [String]) {
        self.kind = kind
        self.group = group
        self.version = version
        self.verbs = verbs
    }
}
