/// The text on one line: control characters and runs of white space become single spaces, none at the ends.
func singleLine(_ text: some StringProtocol) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > .space && $0 < 0x7F }
    if isPlain { return String(text) }
    let words = text.unicodeScalars.split { scalar in
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
    return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
}

/// Without the ASCII white space at both ends.
func trimmed(_ text: Substring) -> Substring {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !$0.isASCIIWhitespace }), let last = bytes.lastIndex(where: { !$0.isASCIIWhitespace })
    else { return "" }
    return text[first...last]
}

/// A handle made of a title: `Women's Wrist Watch` becomes `womens-wrist-watch`. Empty when there is no ASCII letter or digit in it.
func slug(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 where byte != UInt8(ascii: "'") {
        if byte.isASCIIAlphanumeric {
            result.append(byte.lowercasedASCII)
        } else if let last = result.last, last != UInt8(ascii: "-") {
            result.append(UInt8(ascii: "-"))
        }
    }
    if result.last == UInt8(ascii: "-") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
}
