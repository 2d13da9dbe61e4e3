/// How a key is written: words of `A-Z a-z 0-9 - _` joined by dots, at most 253 characters, as a ConfigMap allows.
enum ConfigKeySyntax {
    static let rule = "words of A-Z a-z 0-9 - _ joined by dots, at most 253 characters"

    static func isValid(_ key: String) -> Bool {
        guard (1...253).contains(key.utf8.count) else { return false }
        return key.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy(isWordByte)
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
