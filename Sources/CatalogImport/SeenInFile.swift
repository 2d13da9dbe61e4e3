/// Where handles and SKUs stood earlier in the file, by fingerprint, so that even a million of them stay small.
/// The fingerprint is keyed anew in each process: two different texts taken for the same are a matter of chance, about one in 2^64.
struct SeenInFile: Sendable {
    private var lines: [UInt64: Int] = [:]

    /// Remembers the text, unless it was there before: then returns the line on which it was.
    mutating func insert(_ text: String, line: Int) -> Int? {
        var hasher = Hasher()
        hasher.combine(text)
        let fingerprint = UInt64(bitPattern: Int64(hasher.finalize()))
        if let first = lines[fingerprint] { return first }
        lines[fingerprint] = line
        return nil
    }
}
