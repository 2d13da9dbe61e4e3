import KubeModel

extension JSON {
    /// A value of any shape, up to `depth` levels deep.
    static func random(depth: Int, using random: inout some RandomNumberGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(Int(truncatingIfNeeded: random.next()))
        case 3: .number(Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 64 + 0.25)
        case 4, 5: .string(randomText(using: &random))
        case 6: .array((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default: randomObject(depth: depth - 1, using: &random)
        }
    }

    /// An object whose keys are few, so that two of them have some in common.
    static func randomObject(depth: Int, using random: inout some RandomNumberGenerator) -> JSON {
        var members: [String: JSON] = [:]
        for key in ["a", "b", "c", "d/e", "f~g", ""] where Bool.random(using: &random) {
            members[key] = .random(depth: depth, using: &random)
        }
        return .object(members)
    }

    /// Text with what has to be escaped, and with scalars of every length in UTF-8.
    static func randomText(using random: inout some RandomNumberGenerator) -> String {
        let alphabet = ["a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "€", "😀", "\u{2028}", "{", "\u{FFFF}"]
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
    }
}
