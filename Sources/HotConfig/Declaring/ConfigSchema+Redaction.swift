extension ConfigSchema {
    /// An entry as it may be shown: where it holds a secret, `redacted` stands in its place.
    package func redacted(_ entry: SourceEntry) -> String {
        let secrets = secretKeys
        let text = String(decoding: entry.bytes, as: UTF8.self)
        guard !secrets.isEmpty else { return text }
        guard entry.format == .document else { return secrets.contains(entry.name) ? Secret.redacted : text }
        let parsed = ParsedSettings(SourceContent(entries: [entry], isAtomic: true))
        // Who knows what a document holds that cannot be read, or a mistyped key.
        let isClear = parsed.faults.isEmpty && parsed.settings.keys.allSatisfy { key in fields.contains { $0.key == key } }
        guard isClear else { return Self.withheld }
        return Self.redact(text, parsed.settings.filter { secrets.contains($0.key) }.map(\.value))
    }

    private static let withheld = "# redacted: a document of a service with secrets that is not valid"

    /// Replaces the rest of each line on which a secret begins. One that has more than one line takes the whole document with it.
    private static func redact(_ text: String, _ secrets: [Setting]) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for secret in secrets {
            let value = secret.value.text
            guard let number = secret.location.split(separator: ":").last.flatMap({ Int($0) }), lines.indices.contains(number - 1),
                !value.isEmpty, let range = lines[number - 1].firstRange(of: value)
            else { return withheld }
            lines[number - 1].replaceSubrange(range, with: Secret.redacted)
        }
        let shown = lines.joined(separator: "\n")
        // Such as one that stands a second time in a comment.
        return secrets.contains { shown.contains($0.value.text) } ? withheld : shown
    }
}
