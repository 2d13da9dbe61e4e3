/// What a service would say of a content, without the service: the same schema, the same rules, the same faults.
package struct ConfigCheck: Sendable {
    package let schema: ConfigSchema
    private let judge: @Sendable (ParsedSettings) -> [ConfigFault]

    package init<Value: HotConfigurable>(of type: Value.Type) {
        schema = ConfigSchema(of: type)
        judge = { parsed in
            switch Evaluation<Value>(parsed, hash: "") {
            case .accepted: []
            case .refused(let faults): faults
            }
        }
    }

    /// Everything that is wrong with a content; empty when the service would run on it.
    package func faults(in entries: [SourceEntry]) -> [ConfigFault] {
        judge(ParsedSettings(SourceContent(entries: entries, isAtomic: true)))
    }

    /// What the content sets, by key; what cannot be read is left out, and so are the values of secrets.
    package func settings(in entries: [SourceEntry]) -> [String: String] {
        let secrets = schema.secretKeys
        let parsed = ParsedSettings(SourceContent(entries: entries, isAtomic: true))
        return parsed.settings.mapValues(\.value.text).reduce(into: [:]) { settings, entry in
            settings[entry.key] = secrets.contains(entry.key) ? Secret.redacted : entry.value
        }
    }
}
