import KubeModel

/// A ConfigMap or Secret by name.
package struct ConfigReference: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case configMap = "ConfigMap"
        case secret = "Secret"

        /// How annotations begin that are for this kind only.
        var prefix: String {
            switch self {
            case .configMap: "configmap"
            case .secret: "secret"
            }
        }
    }

    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// `ConfigMap/name`
    var identifier: String { "\(kind.rawValue)/\(name)" }

    /// Reloader's name for the variable that carries the hash: `STAKATER_ORDER_CONFIG_CONFIGMAP`.
    var variableName: String {
        var text = "STAKATER_"
        var isSeparated = true
        for scalar in name.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                text += scalar.properties.uppercaseMapping
                isSeparated = false
            } else if !isSeparated {
                text += "_"
                isSeparated = true
            }
        }
        return text + (isSeparated ? "" : "_") + kind.prefix.uppercased()
    }
}
