/// Turns settings into a typed, checked configuration, or into everything that is wrong with them. Pure.
enum Evaluation<Value: HotConfigurable> {
    /// How many faults are worth showing.
    private static var faultLimit: Int { 200 }

    struct Accepted: Sendable {
        let value: Value
        let entries: [ConfigReport.Entry]
        let record: LastGoodRecord
    }

    case accepted(Accepted)
    case refused([ConfigFault])

    init(_ parsed: ParsedSettings, hash: String) {
        var fields = ConfigFields(settings: parsed.settings, needsSecrets: true)
        let value = Value(&fields)
        let schema = ConfigSchema(service: Value.service, declaredIn: fields)
        let faults = parsed.faults + fields.faults + Self.unknownKeys(in: parsed.settings, schema)
        guard faults.isEmpty else {
            self = .refused(Self.limited(faults))
            return
        }
        let secrets = schema.secretKeys
        let open = parsed.settings.filter { !secrets.contains($0.key) }.mapValues(\.value)
        self = .accepted(
            Accepted(
                value: value,
                entries: schema.fields.map { ConfigReport.Entry($0, value: fields.values[$0.key]) },
                record: LastGoodRecord(service: Value.service, revision: hash, settings: open)))
    }

    private static func unknownKeys(in settings: [String: Setting], _ schema: ConfigSchema) -> [ConfigFault] {
        let known = schema.fields.map(\.key)
        let unknown = settings.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
        return unknown.prefix(faultLimit).map { key, setting in
            let members = known.filter { $0.hasPrefix(key + ".") }
            guard members.isEmpty else {
                let reason = "is a group of keys and has no value of its own; it holds \(members.joined(separator: ", "))"
                return ConfigFault(key: key, reason: reason, location: setting.location)
            }
            // No value: it may be a secret under a mistyped key.
            return ConfigFault(
                key: key, reason: "is not a key of the \(schema.service) service",
                suggestion: KeySuggestion.nearest(to: key, among: known), location: setting.location)
        }
    }

    private static func limited(_ faults: [ConfigFault]) -> [ConfigFault] {
        guard faults.count > faultLimit else { return faults }
        let rest = ConfigFault(key: ConfigFault.source, reason: "and \(faults.count - faultLimit) more faults")
        return faults.prefix(faultLimit) + [rest]
    }
}
