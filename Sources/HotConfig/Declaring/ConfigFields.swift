import Configuration

/// What a ``HotConfigurable`` reads its fields from. Each call declares a key and returns its value; a value that will not do is
/// noted as a fault and its default returned, so that one pass finds every fault.
package struct ConfigFields {
    private(set) var declared: [ConfigField] = []
    private(set) var rules: [ConfigRule] = []
    private(set) var faults: [ConfigFault] = []
    /// What each declared key is, set or by default. Secrets are not here.
    private(set) var values: [String: ConfigScalar] = [:]

    private let settings: [String: Setting]
    private let reader: ConfigSnapshotReader
    /// False when only the schema is asked for: a secret that is not there is then no fault.
    private let needsSecrets: Bool

    init(settings: [String: Setting], needsSecrets: Bool) {
        self.settings = settings
        self.needsSecrets = needsSecrets
        let values = settings.map { key, setting in (AbsoluteConfigKey(ConfigKey(key)), setting.value.content) }
        let provider = InMemoryProvider(values: Dictionary(values.map { ($0, ConfigValue($1, isSecret: false)) }) { first, _ in first })
        self.reader = ConfigReader(provider: provider).snapshot()
    }

    /// States a rule between keys. It is not judged while one of them is at fault by itself.
    package mutating func require(_ condition: Bool, keys: [String], _ reason: String) {
        rules.append(ConfigRule(keys: keys, reason: reason))
        for key in keys where !declared.contains(where: { $0.key == key }) {
            faults.append(.declaration(key, "stands in a rule and is not declared before it"))
        }
        let isOpen = faults.contains { keys.contains($0.key) }
        guard !condition, !isOpen else { return }
        let shown = keys.map { "\($0) = \(values[$0]?.text ?? Secret.redacted)" }.joined(separator: ", ")
        faults.append(ConfigFault(key: keys.joined(separator: ", "), value: shown, reason: reason))
    }

    /// Declares a key and reads it by the rule of `Text`.
    mutating func read<Text: ConfigText>(
        _ field: ConfigField, default fallback: Text, accepts isAllowed: (Text) -> Bool
    ) -> Text {
        declare(field)
        values[field.key] = field.isSecret ? nil : fallback.scalar
        guard let setting = settings[field.key] else {
            if field.isRequired, needsSecrets {
                faults.append(ConfigFault(key: field.key, reason: "is required and not set", allowed: field.constraint.description))
            } else if !field.isRequired, !isAllowed(fallback) || Text(configString: fallback.description) != fallback {
                faults.append(.declaration(field.key, "has a default that is not allowed or cannot be written"))
            }
            return fallback
        }
        guard case .text = setting.value else {
            refuse(field, setting, "must be \(Text.expectation), not a list")
            return fallback
        }
        let found = try? reader.requiredString(forKey: ConfigKey(field.key), as: Text.self, isSecret: field.isSecret)
        guard let found else {
            refuse(field, setting, "must be \(Text.expectation)")
            return fallback
        }
        guard isAllowed(found) else {
            refuse(field, setting, field.constraint.violation)
            return fallback
        }
        values[field.key] = field.isSecret ? nil : found.scalar
        return found
    }

    /// Declares a key and reads it as a list: a YAML sequence, or text with commas or line ends between the items.
    mutating func readList(_ field: ConfigField, default fallback: [String], accepts isAllowed: ([String]) -> Bool) -> [String] {
        declare(field)
        values[field.key] = .list(fallback)
        guard let setting = settings[field.key] else {
            if !isAllowed(fallback) { faults.append(.declaration(field.key, "has a default that is not allowed")) }
            return fallback
        }
        let items: [String]? =
            switch setting.value {
            case .list: try? reader.requiredStringArray(forKey: ConfigKey(field.key))
            case .text: (try? reader.requiredString(forKey: ConfigKey(field.key))).map(Self.items)
            }
        guard let items, items.allSatisfy({ PlainText(configString: $0) != nil }) else {
            refuse(field, setting, "must be a list of texts without control characters")
            return fallback
        }
        guard isAllowed(items) else {
            refuse(field, setting, field.constraint.violation)
            return fallback
        }
        values[field.key] = .list(items)
        return items
    }

    private static func items(in text: String) -> [String] {
        text.split { $0 == "," || $0.isNewline }.map { $0.trimming(while: \.isWhitespace) }.filter { !$0.isEmpty }
    }

    private mutating func declare(_ field: ConfigField) {
        if !ConfigKeySyntax.isValid(field.key) {
            faults.append(.declaration(field.key, "is not a valid key: \(ConfigKeySyntax.rule)"))
        }
        for other in declared where other.key == field.key {
            faults.append(.declaration(field.key, "is declared twice"))
        }
        for other in declared where other.key.hasPrefix(field.key + ".") || field.key.hasPrefix(other.key + ".") {
            faults.append(.declaration(field.key, "cannot be a key and a group of keys at once: \(other.key)"))
        }
        declared.append(field)
    }

    private mutating func refuse(_ field: ConfigField, _ setting: Setting, _ reason: String) {
        faults.append(
            ConfigFault(
                key: field.key, value: field.isSecret ? Secret.redacted : setting.value.text, reason: reason,
                allowed: field.constraint.description, location: setting.location))
    }
}

extension Substring {
    /// Without the leading and trailing characters for which `isDropped` holds.
    fileprivate func trimming(while isDropped: (Character) -> Bool) -> String {
        let start = drop(while: isDropped)
        guard let last = start.lastIndex(where: { !isDropped($0) }) else { return "" }
        return String(start[...last])
    }
}
