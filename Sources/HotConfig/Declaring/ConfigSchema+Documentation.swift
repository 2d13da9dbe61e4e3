extension ConfigSchema {
    /// A YAML document with every key, its meaning, range and default, that is itself a valid configuration: what the first config
    /// file of a fresh shop is written from. A secret has no default and stands there as a comment.
    package var documentedDefaults: String {
        var lines = [
            "# Configuration of the \(service) service. Every key stands here with its default.",
            "# A change applies within 200 ms, without a restart; an invalid one is refused as a whole and reported on /configz.",
        ]
        for field in fields {
            lines.append("")
            lines.append(contentsOf: Self.documentation(of: field))
        }
        if !rules.isEmpty {
            lines.append("")
            lines.append("# Rules between keys:")
            lines.append(contentsOf: rules.map { Self.comment("- \($0.keys.joined(separator: ", ")): \($0.reason)") })
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func documentation(of field: ConfigField) -> [String] {
        let head = comment(field.documentation)
        guard let value = field.defaultValue else {
            let need = field.isRequired ? "required" : "may be left out"
            return [head, comment("Secret, \(field.constraint), \(need)."), "# \(field.key): …"]
        }
        return [
            head,
            comment("\(field.kind.rawValue.capitalizedFirst), \(field.constraint). Default: \(shown(value))."),
            "\(field.key): \(yaml(value))",
        ]
    }

    /// One comment line, whatever the text holds.
    private static func comment(_ text: String) -> String {
        "# " + text.map { $0.isNewline ? " " : String($0) }.joined()
    }

    private static func shown(_ value: ConfigScalar) -> String {
        value.text.isEmpty ? "empty" : value.text
    }

    private static func yaml(_ value: ConfigScalar) -> String {
        switch value {
        case .boolean, .integer: value.text
        case .text(let text): isPlain(text) ? text : quoted(text)
        case .list(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
        }
    }

    /// Whether the text reads back as itself without quotes.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.lowercased() != "null" else { return false }
        let isWord = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return isWord(first) && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
