/// What a source says, key by key, and what could not be understood.
package struct ParsedSettings: Sendable, Equatable {
    private(set) package var settings: [String: Setting] = [:]
    private(set) package var faults: [ConfigFault] = []

    package init() {}

    mutating func add(_ fault: ConfigFault) {
        faults.append(fault)
    }

    /// Takes a setting in; a key that is there already is a fault, for nobody can tell which of the two was meant.
    mutating func add(_ value: SettingValue, for key: String, at location: String) {
        guard ConfigKeySyntax.isValid(key) else {
            add(ConfigFault(key: key, reason: "is not a valid key: \(ConfigKeySyntax.rule)", location: location))
            return
        }
        if let first = settings[key] {
            add(.duplicate(key, at: location, and: first.location))
            return
        }
        settings[key] = Setting(value: value, location: location)
    }
}

extension ParsedSettings {
    /// Parses every file. A source without a single setting is a fault: it was emptied by mistake, or not written yet.
    package init(_ content: SourceContent) {
        self.init()
        for entry in content.entries {
            guard let text = String(validating: entry.bytes, as: UTF8.self) else {
                add(ConfigFault(key: Self.key(of: entry), reason: "is not UTF-8 text", location: entry.name))
                continue
            }
            switch entry.format {
            case .document: YAMLDocument(name: entry.name).read(text, into: &self)
            case .value: add(.text(text), for: entry.name, at: entry.name)
            }
        }
        guard settings.isEmpty, faults.isEmpty else { return }
        add(
            ConfigFault(
                key: ConfigFault.source,
                reason: "sets no key at all; set at least one, for an emptied source is never taken to mean the defaults"))
    }

    private static func key(of entry: SourceEntry) -> String {
        entry.format == .value ? entry.name : ConfigFault.source
    }
}

extension ConfigFault {
    static func duplicate(_ key: String, at location: String, and other: String) -> ConfigFault {
        ConfigFault(key: key, reason: "is set twice, at \(other) too; keep one", location: location)
    }
}
