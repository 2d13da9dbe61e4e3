/// A start tag as a browser reads it: by code points, so that nothing hides behind a combining mark.
struct HTMLTag: Equatable {
    let name: String
    /// In source order, decoded.
    let attributes: [(name: String, value: String)]
    /// The text up to the next tag, decoded, without white space round it.
    let text: String

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
    func has(_ name: String) -> Bool { self[name] != nil }

    /// The name and the names of its attributes: what the text of a page must not change.
    var shape: String { ([name] + attributes.map(\.name)).joined(separator: " ") }

    static func == (left: HTMLTag, right: HTMLTag) -> Bool {
        left.name == right.name && left.text == right.text && left.attributes.elementsEqual(right.attributes, by: ==)
    }

    /// All tags of a page; end tags are named `/name`.
    static func tags(in html: String) -> [HTMLTag] {
        let scalars = Array(html.unicodeScalars)
        var tags: [HTMLTag] = []
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "<", index + 1 < scalars.count, isTagStart(scalars[index + 1]) else {
                index += 1
                continue
            }
            var reader = Reader(scalars: scalars, index: index + 1)
            tags.append(reader.tag())
            index = reader.index
        }
        return tags
    }

    static func decoded(_ text: String) -> String {
        // By bytes too: a reference before a combining mark is a reference all the same.
        let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        let bytes = references.reduce(Array(text.utf8)) { $0.replacing(Array($1.0.utf8), with: Array($1.1.utf8)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isTagStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "!" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}

extension HTMLTag {
    private struct Reader {
        let scalars: [Unicode.Scalar]
        var index: Int

        mutating func tag() -> HTMLTag {
            let name = take { !$0.properties.isWhitespace && $0 != ">" }
            var attributes: [(String, String)] = []
            while true {
                _ = take { $0.properties.isWhitespace || $0 == "/" }
                guard index < scalars.count, scalars[index] != ">" else { break }
                let attribute = take { !$0.properties.isWhitespace && $0 != "=" && $0 != ">" }
                attributes.append((attribute, value()))
            }
            index += 1
            let text = take { $0 != "<" }
            let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return HTMLTag(name: name.lowercased(), attributes: attributes, text: HTMLTag.decoded(trimmed))
        }

        private mutating func value() -> String {
            guard index < scalars.count, scalars[index] == "=" else { return "" }
            index += 1
            guard index < scalars.count, scalars[index] == "\"" else {
                return take { !$0.properties.isWhitespace && $0 != ">" }
            }
            index += 1
            let value = take { $0 != "\"" }
            index += 1
            return HTMLTag.decoded(value)
        }

        private mutating func take(while belongs: (Unicode.Scalar) -> Bool) -> String {
            var text = String.UnicodeScalarView()
            while index < scalars.count, belongs(scalars[index]) {
                text.append(scalars[index])
                index += 1
            }
            return String(text)
        }
    }
}
