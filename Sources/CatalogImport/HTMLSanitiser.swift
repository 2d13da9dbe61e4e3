/// One pass over one piece of HTML, for ``SafeHTML/sanitise(_:)``.
struct HTMLSanitiser {
    /// Elements whose content is not text for people, and goes with them.
    private static let dropped: Set<String> = [
        "applet", "audio", "button", "canvas", "embed", "form", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript",
        "object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
    ]
    /// Elements whose tags go but whose neighbours must not run together.
    private static let separating: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header",
        "hr", "html", "li", "main", "nav", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    ]
    private static let renamed = ["h1": "h2", "h5": "h4", "h6": "h4"]
    private static let blocks: Set<String> = ["p", "ul", "ol", "h2", "h3", "h4"]
    private static let depthLimit = 32

    private let bytes: [UInt8]
    private var index = 0
    private var output: [UInt8] = []
    private var open: [String] = []

    init(_ html: some StringProtocol) {
        bytes = Array(html.utf8)
        output.reserveCapacity(bytes.count)
    }

    mutating func run() -> String {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): readMarkup()
            case UInt8(ascii: "&"): readAmpersand()
            case UInt8(ascii: ">"): replaceByte(with: "&gt;")
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: index += 1
            default:
                output.append(bytes[index])
                index += 1
            }
        }
        while let element = open.popLast() { write("</\(element)>") }
        return String(decoding: output, as: UTF8.self)
    }

    // MARK: Text

    private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func replaceByte(with text: String) {
        write(text)
        index += 1
    }

    /// Keeps a character reference as it is and escapes any other ampersand.
    private mutating func readAmpersand() {
        var end = index + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        let nameStart = end
        while end < bytes.count, end - nameStart < 32, bytes[end].isASCIIAlphanumeric { end += 1 }
        if end > nameStart, end < bytes.count, bytes[end] == UInt8(ascii: ";") {
            output.append(contentsOf: bytes[index...end])
            index = end + 1
        } else {
            replaceByte(with: "&amp;")
        }
    }

    private mutating func separate() {
        if let last = output.last, !last.isASCIIWhitespace, last != UInt8(ascii: ">") { output.append(.space) }
    }

    // MARK: Markup

    private mutating func readMarkup() {
        let next = index + 1 < bytes.count ? bytes[index + 1] : .space
        switch next {
        case UInt8(ascii: "!") where bytes[index...].starts(with: "<!--".utf8): skip(past: "-->", from: index + 4)
        case UInt8(ascii: "!"), UInt8(ascii: "?"): skip(past: ">", from: index + 2)
        case UInt8(ascii: "/"): readClosingTag()
        case _ where next.isASCIILetter: readOpeningTag()
        default: replaceByte(with: "&lt;")
        }
    }

    private mutating func readClosingTag() {
        guard index + 2 < bytes.count, bytes[index + 2].isASCIILetter else { return skip(past: ">", from: index + 2) }
        index += 2
        let name = readName()
        skipAttributes()
        close(name)
    }

    private mutating func readOpeningTag() {
        index += 1
        let name = readName()
        guard skipAttributes() else { return }
        if Self.dropped.contains(name) {
            skipContent(of: name)
        } else {
            begin(name)
        }
    }

    /// The element's name in lower case, by the name it is to have here.
    private mutating func readName() -> String {
        let start = index
        while index < bytes.count, !bytes[index].isASCIIWhitespace, bytes[index] != UInt8(ascii: "/"), bytes[index] != UInt8(ascii: ">") {
            index += 1
        }
        let name = String(decoding: bytes[start..<index].map(\.lowercasedASCII), as: UTF8.self)
        return Self.renamed[name] ?? name
    }

    /// Reads over the rest of a tag, in which a quoted value may hold a `>`. Returns false when the tag is never closed.
    @discardableResult
    private mutating func skipAttributes() -> Bool {
        var followsEquals = false
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: ">") { return true }
            if followsEquals, byte == .quote || byte == UInt8(ascii: "'") {
                index = bytes[index...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
            }
            followsEquals = byte == UInt8(ascii: "=") || (followsEquals && byte.isASCIIWhitespace)
        }
        return false
    }

    private mutating func skip(past text: String, from start: Int) {
        let pattern = Array(text.utf8)
        index = min(start, bytes.count)
        while index < bytes.count {
            if bytes[index...].starts(with: pattern) {
                index += pattern.count
                return
            }
            index += 1
        }
    }

    /// Reads over everything up to the closing tag; without one, over all that is left.
    private mutating func skipContent(of name: String) {
        let closing = Array("</\(name)".utf8)
        while index < bytes.count {
            let end = index + closing.count
            if bytes[index] == closing[0], end <= bytes.count, bytes[index..<end].lazy.map(\.lowercasedASCII).elementsEqual(closing),
                end == bytes.count || !bytes[end].isASCIIAlphanumeric
            {
                index = end
                skipAttributes()
                return
            }
            index += 1
        }
    }

    // MARK: Elements

    private mutating func begin(_ name: String) {
        guard SafeHTML.elements.contains(name), open.count < Self.depthLimit else {
            if Self.separating.contains(name) { separate() }
            return
        }
        switch name {
        case "br": write("<br>")
        case "li":
            guard let list = open.lastIndex(where: { $0 == "ul" || $0 == "ol" }) else { return separate() }
            while open.count > list + 1 { closeLast() }
            start(name)
        default:
            if Self.blocks.contains(name) { closeParagraph() }
            start(name)
        }
    }

    private mutating func start(_ name: String) {
        write("<\(name)>")
        open.append(name)
    }

    private mutating func close(_ name: String) {
        guard let last = open.lastIndex(of: name) else {
            if Self.separating.contains(name) { separate() }
            return
        }
        while open.count > last { closeLast() }
    }

    private mutating func closeLast() {
        if let element = open.popLast() { write("</\(element)>") }
    }

    /// A block ends the paragraph or heading it stands in, as it does in a browser.
    private mutating func closeParagraph() {
        let boundary = open.lastIndex { $0 == "li" } ?? -1
        guard let first = open.firstIndex(where: { Self.blocks.contains($0) && $0 != "ul" && $0 != "ol" }), first > boundary else { return }
        while open.count > first { closeLast() }
    }
}
