/// Everything a service's configuration may hold, in the order of its declaration: the source of its documentation,
/// of `/configz`, and of a JSON Schema.
package struct ConfigSchema: Sendable, Equatable {
    package let service: String
    package let fields: [ConfigField]
    package let rules: [ConfigRule]
    /// What is wrong with the declaration itself: a key declared twice, a default out of its range. Empty in a sound one.
    package let faults: [ConfigFault]

    /// Runs the declaration on its defaults alone.
    package init<Value: HotConfigurable>(of type: Value.Type) {
        var fields = ConfigFields(settings: [:], needsSecrets: false)
        _ = Value(&fields)
        self.init(service: Value.service, declaredIn: fields)
    }

    init(service: String, declaredIn fields: ConfigFields) {
        self.service = service
        self.fields = fields.declared
        self.rules = fields.rules
        self.faults = fields.faults
    }

    /// The keys whose values must never be shown or written down.
    package var secretKeys: Set<String> {
        Set(fields.lazy.filter(\.isSecret).map(\.key))
    }
}
