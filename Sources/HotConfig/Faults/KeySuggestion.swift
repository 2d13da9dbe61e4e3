/// Finds the key that a mistyped one was probably meant to be.
enum KeySuggestion {
    /// The nearest of `keys` within a third of the key's length, or nil. A key spelt with other separators or case counts as nearest.
    static func nearest(to key: String, among keys: some Sequence<String>) -> String? {
        let written = Array(folded(key))
        guard (1...128).contains(written.count) else { return nil }
        let limit = max(2, written.count / 3)
        var best: (key: String, distance: Int)?
        for candidate in keys {
            let other = Array(folded(candidate))
            guard abs(other.count - written.count) <= limit else { continue }
            let found = distance(written, other)
            if found <= limit, found < best?.distance ?? .max { best = (candidate, found) }
        }
        return best?.key
    }

    private static func folded(_ key: String) -> String.UTF8View {
        String(key.lowercased().map { $0 == "_" || $0 == "-" ? "." : $0 }).utf8
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1] + [Int](repeating: 0, count: right.count)
            for (column, other) in right.enumerated() {
                let substitution = previous[column] + (byte == other ? 0 : 1)
                current[column + 1] = min(previous[column + 1] + 1, current[column] + 1, substitution)
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    current[column + 1] = min(current[column + 1], beforePrevious[column - 1] + 1)
                }
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
