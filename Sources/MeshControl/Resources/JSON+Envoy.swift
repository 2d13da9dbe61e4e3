import KubeModel

extension JSON {
    /// A duration as Envoy's JSON takes it: in seconds, `0.25s`.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var digits = String(attoseconds / 1_000_000_000)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        self = .string(digits.isEmpty ? "\(seconds)s" : "\(seconds).\(digits)s")
    }

    /// A message of Envoy's in an `Any`.
    init(type: String, _ members: [String: JSON]) {
        var members = members
        members["@type"] = .string("type.googleapis.com/\(type)")
        self = .object(members)
    }

    /// An extension of Envoy's with its configuration.
    static func extend(_ name: String, _ type: String, _ members: [String: JSON] = [:]) -> JSON {
        ["name": .string(name), "typed_config": JSON(type: type, members)]
    }

    /// The same without members that are null, which is how a setting that is not made reads best.
    var withoutNulls: JSON {
        switch self {
        case .object(let members): .object(members.filter { !$0.value.isNull }.mapValues(\.withoutNulls))
        case .array(let elements): .array(elements.map(\.withoutNulls))
        default: self
        }
    }
}
