/// HTML from outside, reduced to what a description needs and cannot do harm.
package enum SafeHTML {
    /// The elements that stay, all without attributes.
    package static let elements: Set<String> = ["p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4"]

    /// Keeps text and ``elements``, and drops every attribute, comment, script and style.
    ///
    /// The result is built from scratch: its only markup are the literal tags above, properly nested and closed, and every other
    /// `<` is escaped. So however the input is malformed, it cannot come out as anything else.
    package static func sanitise(_ html: some StringProtocol) -> String {
        var sanitiser = HTMLSanitiser(html)
        return sanitiser.run()
    }

    /// Plain text as HTML: escaped, with a paragraph for each block between blank lines.
    package static func paragraphs(_ text: some StringProtocol) -> String { wrapped(escaped(text)) }

    /// A description as merchants' files have it: HTML, or plain text when there is no tag in it.
    package static func description(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        let hasTag = bytes.indices.dropLast().contains { index in
            bytes[index] == UInt8(ascii: "<") && (bytes[index + 1].isASCIILetter || bytes[index + 1] == UInt8(ascii: "!"))
        }
        return hasTag ? sanitise(text) : sanitise(wrapped(text))
    }

    private static func wrapped(_ text: some StringProtocol) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let blocks = lines.split { line in line.allSatisfy(\.isWhitespace) }
        return blocks.map { "<p>" + $0.map { singleLine($0) }.joined(separator: "<br>") + "</p>" }.joined()
    }

    private static func escaped(_ text: some StringProtocol) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.append(character)
            }
        }
    }
}
