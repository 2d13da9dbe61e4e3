extension FieldSelector {
    /// Reads the text of a query: `metadata.name=a,status.phase!=Failed`; `\,`, `\=` and `\\` stand for the plain signs in values. An
    /// empty text selects everything.
    package init(parsing text: String) throws(SelectorFault) {
        requirements = []
        for part in Self.parts(of: text) where !part.isEmpty { requirements.append(try Self.requirement(part, of: text)) }
    }

    /// Between the commas that are not escaped; the escapes stay.
    private static func parts(of text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if character == ",", !isEscaped {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return parts
    }

    private static func requirement(_ part: String, of text: String) throws(SelectorFault) -> Requirement {
        guard let place = part.firstIndex(where: { "=!".contains($0) }),
            let sign = ["!=", "==", "="].first(where: { part[place...].hasPrefix($0) }), place != part.startIndex
        else { throw SelectorFault("invalid field selector \"\(text)\"; can't understand \"\(part)\"") }
        let value = try unescaped(part[place...].dropFirst(sign.count), of: text)
        return Requirement(field: String(part[..<place]), value: value, isEqual: sign != "!=")
    }

    private static func unescaped(_ value: Substring, of text: String) throws(SelectorFault) -> String {
        var result = ""
        var isEscaped = false
        for character in value {
            if isEscaped, !"\\,=".contains(character) {
                throw SelectorFault("invalid field selector \"\(text)\": invalid escape sequence \"\\\(character)\"")
            }
            if !isEscaped, character == "=" {
                throw SelectorFault("invalid field selector \"\(text)\": unescaped '=' in the value \"\(value)\"")
            }
            let isEscape = character == "\\" && !isEscaped
            if !isEscape { result.append(character) }
            isEscaped = isEscape
        }
        guard !isEscaped else { throw SelectorFault("invalid field selector \"\(text)\": a '\\' ends the value") }
        return result
    }
}

extension FieldSelector: CustomStringConvertible {
    /// The text of a query that reads as this selector.
    package var text: String {
        requirements.map { requirement in
            let value = requirement.value.reduce(into: "") { text, character in
                if "\\,=".contains(character) { text.append("\\") }
                text.append(character)
            }
            return "\(requirement.field)\(requirement.isEqual ? "=" : "!=")\(value)"
        }.joined(separator: ",")
    }

    package var description: String { text }
}
