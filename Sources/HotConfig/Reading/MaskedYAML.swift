import Yams

/// A YAML text in which keys that stand twice are renamed one by one, so that the parser, which stops at the first, goes on and every
/// other fault is found in the same pass.
struct MaskedYAML {
    private static let prefix = "duplicate~"
    private static let limit = 16
    /// Above this many bytes parsing again and again takes too long: the first repeated keys must do.
    private static let sizeLimit = 65_536

    private(set) var text: String
    private var count = 0

    init(_ text: String) {
        self.text = text
    }

    /// Renames the key at `mark`. False when that cannot be done, or was done too often.
    mutating func mask(at mark: Mark, expecting keys: [String]) -> Bool {
        guard count < Self.limit, text.utf8.count < Self.sizeLimit, let start = index(of: mark) else { return false }
        let scalars = text.unicodeScalars
        let isQuoted = scalars[start] == "\"" || scalars[start] == "'"
        let place = isQuoted ? scalars.index(after: start) : start
        guard keys.contains(where: { text[place...].hasPrefix($0) }) else { return false }
        count += 1
        text.unicodeScalars.insert(contentsOf: "\(Self.prefix)\(count)~".unicodeScalars, at: place)
        return true
    }

    /// The key as it was before it was masked, or nil when it was not.
    static func maskedKey(_ key: String) -> String? {
        guard key.hasPrefix(prefix) else { return nil }
        let rest = key.dropFirst(prefix.count)
        return rest.firstIndex(of: "~").map { String(rest[rest.index(after: $0)...]) }
    }

    private func index(of mark: Mark) -> String.Index? {
        let scalars = text.unicodeScalars
        var line = scalars.startIndex
        for _ in 1..<max(1, mark.line) {
            guard let end = scalars[line...].firstIndex(of: "\n") else { return nil }
            line = scalars.index(after: end)
        }
        guard let index = scalars.index(line, offsetBy: mark.column - 1, limitedBy: scalars.endIndex), index < scalars.endIndex else {
            return nil
        }
        return index
    }
}
