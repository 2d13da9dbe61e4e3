/// One key of a service's configuration: what it is called, may be, means, and is when nobody sets it.
package struct ConfigField: Sendable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case boolean, duration, integer, list, secret, string
    }

    package let key: String
    package let kind: Kind
    /// Nil for a secret, which has none.
    package let defaultValue: ConfigScalar?
    package let constraint: ConfigConstraint
    /// False when the key may be left out.
    package let isRequired: Bool
    /// One line.
    package let documentation: String

    /// Whether the value is kept out of every report, log, message and file.
    package var isSecret: Bool { kind == .secret }

    init(
        _ key: String, _ kind: Kind, default defaultValue: ConfigScalar?, _ constraint: ConfigConstraint, isRequired: Bool = false,
        _ documentation: String
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.constraint = constraint
        self.isRequired = isRequired
        self.documentation = documentation
    }
}
