/// One thing that is wrong with a configuration. No secret is ever in it.
package struct ConfigFault: Sendable, Equatable, Codable {
    /// The key of a fault that concerns the source as a whole.
    package static let source = "(source)"

    package let key: String
    /// The value as it was found, shortened; `redacted` for a secret; nil where showing it might give one away.
    package let value: String?
    package let reason: String
    /// The allowed range in words.
    package let allowed: String?
    /// The key that was probably meant.
    package let suggestion: String?
    /// The file, and the line where there is one: `product.yaml:3`.
    package let location: String?

    package init(
        key: String, value: String? = nil, reason: String, allowed: String? = nil, suggestion: String? = nil, location: String? = nil
    ) {
        self.key = key
        self.value = value.map { $0.count > 120 ? $0.prefix(120) + "…" : $0 }
        self.reason = reason
        self.allowed = allowed
        self.suggestion = suggestion
        self.location = location
    }

    /// A mistake in the declaration, which only a change to the program can mend.
    static func declaration(_ key: String, _ reason: String) -> ConfigFault {
        ConfigFault(key: key, reason: "\(reason) (a mistake in the program, not in the configuration)")
    }
}

extension ConfigFault: CustomStringConvertible {
    /// `product.yaml:3: inventory.threshold = "-1": is out of range; allowed: 0 to 1000000`
    package var description: String {
        var text = location.map { "\($0): " } ?? ""
        text += key
        if let value { text += " = \"\(value)\"" }
        text += ": \(reason)"
        if let allowed { text += "; allowed: \(allowed)" }
        if let suggestion { text += "; did you mean \(suggestion)?" }
        return text
    }
}
