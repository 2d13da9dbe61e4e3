extension Inspection {
    /// The most that a ConfigMap or Secret holds, in bytes.
    private static let sizeLimit = 1 << 20

    /// A ConfigMap: its keys and its size.
    mutating func checkConfigMap(_ object: LocatedValue) {
        let (texts, bytes) = (object["data"], object["binaryData"])
        for map in [texts, bytes] { checkKeys(of: map) }
        for key in texts.json.strings.keys.sorted() where bytes.json.object?[key] != nil {
            invalid(texts.path[key], .string(key), "duplicate of key present in binaryData")
        }
        let size = texts.json.byteCount + bytes.json.decodedByteCount
        if size > Self.sizeLimit { tooLong(FieldPath(""), limit: Self.sizeLimit) }
    }

    /// A Secret: its keys, its size and what its type demands.
    mutating func checkSecret(_ object: LocatedValue) {
        for map in [object["data"], object["stringData"]] { checkKeys(of: map) }
        let size = object["data"].json.decodedByteCount + object["stringData"].json.byteCount
        if size > Self.sizeLimit { tooLong(FieldPath("data"), limit: Self.sizeLimit) }
        for key in Self.keys(ofSecretType: object["type"].text) {
            let isThere = ["data", "stringData"].contains { object[$0].json.object?[key] != nil }
            if !isThere { add(FieldFault(object["data"].path[key], .required, "Required value")) }
        }
    }

    private static func keys(ofSecretType type: String) -> [String] {
        switch type {
        case "kubernetes.io/tls": ["tls.crt", "tls.key"]
        case "kubernetes.io/dockerconfigjson": [".dockerconfigjson"]
        case "kubernetes.io/dockercfg": [".dockercfg"]
        case "kubernetes.io/ssh-auth": ["ssh-privatekey"]
        default: []
        }
    }

    private mutating func checkKeys(of map: LocatedValue) {
        for (key, value) in map.entries { for fault in NameSyntax.configKey.faults(in: key) { invalid(value.path, .string(key), fault) } }
    }

    /// A PersistentVolumeClaim.
    mutating func checkClaim(_ spec: LocatedValue) {
        guard spec.isSet else { return }
        let modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]
        require(spec["accessModes"], "at least 1 access mode is required")
        for mode in spec["accessModes"].elements where !modes.contains(mode.text) { unsupported(mode, modes) }
        let requests = spec["resources"]["requests"]
        guard let storage = requests.json.object?["storage"] else {
            return add(FieldFault(requests.path["storage"], .required, "Required value"))
        }
        if let amount = Quantity(storage), amount <= .zero {
            invalid(requests.path["storage"], storage, "must be greater than zero")
        }
    }

    /// A Lease.
    mutating func checkLease(_ spec: LocatedValue) {
        check(spec["leaseDurationSeconds"], in: 1...Int.max, "must be greater than 0")
        checkNotNegative(spec["leaseTransitions"])
    }
}

extension JSON {
    /// Of all texts of a map.
    fileprivate var byteCount: Int { strings.reduce(0) { $0 + $1.value.utf8.count } }
    /// Of all bytes of a map, which are written in Base64.
    fileprivate var decodedByteCount: Int { byteCount / 4 * 3 }
}
