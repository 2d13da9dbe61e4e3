extension ConfigFields {
    /// A duration: `30s`, `250ms`, `5m`, `1h`, `1m30s`. To the millisecond.
    package mutating func duration(
        _ key: String, default fallback: Duration, in allowed: ClosedRange<Duration>, _ documentation: String
    ) -> Duration {
        let text = DurationText(fallback)
        let field = ConfigField(key, .duration, default: text.scalar, .durations(allowed), documentation)
        return read(field, default: text) { allowed.contains($0.value) }.value
    }

    /// A whole number.
    package mutating func integer(
        _ key: String, default fallback: Int, in allowed: ClosedRange<Int>, _ documentation: String
    ) -> Int {
        let field = ConfigField(key, .integer, default: .integer(fallback), .integers(allowed), documentation)
        return read(field, default: IntegerText(fallback)) { allowed.contains($0.value) }.value
    }

    /// `true` or `false`.
    package mutating func boolean(_ key: String, default fallback: Bool, _ documentation: String) -> Bool {
        let field = ConfigField(key, .boolean, default: .boolean(fallback), .boolean, documentation)
        return read(field, default: BooleanText(fallback)) { _ in true }.value
    }

    /// Text of at most `maxLength` characters; one of `choices` when there are any.
    package mutating func string(
        _ key: String, default fallback: String, oneOf choices: [String]? = nil, maxLength: Int = 1_024, _ documentation: String
    ) -> String {
        let constraint = choices.map(ConfigConstraint.oneOf) ?? .maxLength(maxLength)
        let field = ConfigField(key, .string, default: .text(fallback), constraint, documentation)
        return read(field, default: PlainText(fallback)) { text in
            choices?.contains(text.value) ?? (text.value.count <= maxLength)
        }.value
    }

    /// A list of texts: a YAML sequence, or one text with commas or line ends between the items.
    package mutating func list(
        _ key: String, default fallback: [String], maxCount: Int = 1_000, _ documentation: String
    ) -> [String] {
        let field = ConfigField(key, .list, default: .list(fallback), .maxCount(maxCount), documentation)
        return readList(field, default: fallback) { $0.count <= maxCount }
    }

    /// A secret of at least `minBytes` bytes. It has no default; one that is not required is empty when nobody set it.
    package mutating func secret(
        _ key: String, isRequired: Bool = true, minBytes: Int = 1, _ documentation: String
    ) -> Secret {
        let field = ConfigField(key, .secret, default: nil, .secret(minBytes: minBytes), isRequired: isRequired, documentation)
        let text = read(field, default: PlainText("")) { text in
            text.value.utf8.count >= minBytes || (!isRequired && text.value.isEmpty)
        }
        return Secret(text.value)
    }
}
