extension HotConfig {
    /// A configuration that never changes, for tests: the given value, or else the defaults.
    package static func fixed(_ value: Value? = nil) -> HotConfig<Value> {
        if let value { return HotConfig(fixed: value, entries: [], revision: "fixed") }
        var fields = ConfigFields(settings: [:], needsSecrets: false)
        let defaults = Value(&fields)
        precondition(fields.faults.isEmpty, "The declaration of \(Value.service)'s configuration is not sound: \(fields.faults)")
        let entries = fields.declared.map { ConfigReport.Entry($0, value: fields.values[$0.key]) }
        return HotConfig(fixed: defaults, entries: entries, revision: "defaults")
    }

    /// A configuration that never changes, from values as a file would hold them. Throws ``ConfigFaults``.
    package static func fixed(_ values: [String: String]) throws -> HotConfig<Value> {
        let parsed = ParsedSettings(values.mapValues(SettingValue.text), at: "fixed")
        switch Evaluation<Value>(parsed, hash: "fixed") {
        case .accepted(let accepted): return HotConfig(fixed: accepted.value, entries: accepted.entries, revision: "fixed")
        case .refused(let faults): throw ConfigFaults(service: Value.service, source: "fixed", faults: faults)
        }
    }
}
