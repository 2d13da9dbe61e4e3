/// What the regular expressions of Prometheus have in common with those of this platform.
enum PatternSyntax {
    /// The expression in the form this platform reads; throws for what Prometheus would not take.
    static func checked(_ text: String) throws(PatternFault) -> String {
        var output = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        var isClass = false
        var isRepeated = false
        while let scalar = rest.popFirst() {
            output.append(scalar)
            let wasRepeated = isRepeated
            isRepeated = false
            switch scalar {
            case "\\":
                guard let escaped = rest.popFirst() else { throw PatternFault("the expression ends in a backslash") }
                guard !("1"..."9").contains(escaped) else { throw PatternFault("back references are not supported") }
                guard escaped != "Q" else { throw PatternFault("quoting with \\Q is not supported") }
                output.append(escaped)
            case "[": isClass = true
            case "]": isClass = false
            case "+" where wasRepeated && !isClass: throw PatternFault("possessive quantifiers are not supported")
            case "*", "+", "?", "}": isRepeated = !isClass
            case "(" where !isClass && rest.first == "?": try group(&rest, &output)
            default: break
            }
        }
        return String(output)
    }

    /// What follows on `(`: flags, a group without a number, or one with a name.
    private static func group(_ rest: inout Substring.UnicodeScalarView, _ output: inout String.UnicodeScalarView) throws(PatternFault) {
        let head = String(String.UnicodeScalarView(rest.prefix { $0 != ":" && $0 != ")" && $0 != "<" && $0 != "(" }))
        let end = rest.dropFirst(head.unicodeScalars.count)
        let isNamed = (head == "?P" || head == "?") && end.first == "<" && !(end.dropFirst().first.map { $0 == "=" || $0 == "!" } ?? true)
        if isNamed {
            // A name before Python's `P` is how this platform writes it.
            output.append(contentsOf: "?".unicodeScalars)
        } else {
            let flags = head.dropFirst()
            guard end.first == ":" || end.first == ")", flags.allSatisfy({ "ims-".contains($0) }) else {
                throw PatternFault("groups that begin with (\(head.prefix(2)) are not supported")
            }
            output.append(contentsOf: head.unicodeScalars)
        }
        rest = end
    }
}
