extension LabelSelector {
    /// Reads the text of a query: `a=b,c==d,e!=f,g in (h,i),j notin (k),l,!m`. An empty text selects everything.
    package init(parsing text: String) throws(SelectorFault) {
        requirements = []
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        for part in Self.parts(of: text) {
            do {
                requirements.append(try Self.requirement(part))
            } catch {
                throw SelectorFault("unable to parse selector \"\(text)\": \(error.reason)")
            }
        }
    }

    /// Between the commas that stand outside parentheses.
    private static func parts(of text: String) -> [String] {
        var depth = 0
        var parts = [""]
        for character in text {
            if character == "," && depth == 0 {
                parts.append("")
                continue
            }
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    private static func requirement(_ text: String) throws(SelectorFault) -> Requirement {
        let text = trimmed(text)
        guard !text.isEmpty else { throw SelectorFault("a requirement is missing between commas") }
        if text.first == "!" { return .absent(try key(text.dropFirst())) }
        if let place = text.firstIndex(where: { "=!<>(".contains($0) }) {
            if text[place] == "(" { return try setRequirement(text[..<place], text[place...]) }
            let sign = text[place...].prefix { "=!<>".contains($0) }
            let value = try value(text[place...].dropFirst(sign.count))
            switch sign {
            case "=", "==": return .isIn(try key(text[..<place]), [value])
            case "!=": return .notIn(try key(text[..<place]), [value])
            default: throw SelectorFault("'\(sign)' is no operator; use '=', '==' or '!='")
            }
        }
        return .exists(try key(text))
    }

    /// `g in` and `(h,i)`.
    private static func setRequirement(_ head: Substring, _ list: Substring) throws(SelectorFault) -> Requirement {
        let words = head.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[1] == "in" || words[1] == "notin" else {
            throw SelectorFault("found '\(trimmed(head))' before '(', expected a key and 'in' or 'notin'")
        }
        guard list.last == ")" else { throw SelectorFault("')' is missing after '\(list)'") }
        let inner = trimmed(list.dropFirst().dropLast())
        guard !inner.isEmpty else { throw SelectorFault("for 'in', 'notin' operators, values set can't be empty") }
        var values: [String] = []
        for part in inner.split(separator: ",", omittingEmptySubsequences: false) { values.append(try value(part)) }
        let key = try key(words[0])
        return words[1] == "in" ? .isIn(key, values) : .notIn(key, values)
    }

    private static func key(_ text: some StringProtocol) throws(SelectorFault) -> String {
        let key = trimmed(text)
        if let fault = LabelSyntax.fault(ofKey: key) { throw SelectorFault(fault) }
        return key
    }

    private static func value(_ text: some StringProtocol) throws(SelectorFault) -> String {
        let value = trimmed(text)
        if let fault = LabelSyntax.fault(ofValue: value) { throw SelectorFault(fault) }
        return value
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.prefix(start.reversed().drop(while: \.isWhitespace).count))
    }
}

extension LabelSelector: CustomStringConvertible {
    /// The text of a query that reads as this selector.
    package var text: String {
        requirements.map { requirement in
            switch requirement {
            case .isIn(let key, let values) where values.count == 1: "\(key)=\(values[0])"
            case .isIn(let key, let values): "\(key) in (\(values.joined(separator: ",")))"
            case .notIn(let key, let values) where values.count == 1: "\(key)!=\(values[0])"
            case .notIn(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
            case .exists(let key): key
            case .absent(let key): "!\(key)"
            }
        }.joined(separator: ",")
    }

    package var description: String { text }
}
