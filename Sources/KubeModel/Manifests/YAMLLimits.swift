/// What a document may be before it is parsed, and how large it may become when its aliases are written out.
enum YAMLLimits {
    /// The most values of one document, each alias counted as what it stands for.
    static let values = 200_000

    /// Whether brackets or list items are nested so deeply that a parser which calls itself could run out of stack. Brackets in texts
    /// count too, which no manifest has so many of.
    static func isTooDeep(_ text: String) -> Bool {
        var brackets = 0
        var dashes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): dashes += 1
            case UInt8(ascii: " "): break
            default: dashes = 0
            }
            if brackets > JSON.depthLimit || dashes > 4 * JSON.depthLimit { return true }
        }
        return false
    }
}
