/// What keys and values of labels may be.
package enum LabelSyntax {
    /// Nil when `key` is good: `app`, `topology.kubernetes.io/zone`.
    package static func fault(ofKey key: String) -> String? {
        let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.last ?? ""
        if parts.count == 2, !isDomain(parts[0]) { return "\"\(key)\" is no label key: its prefix must be a DNS subdomain" }
        guard (1...63).contains(name.utf8.count), isName(name) else {
            return
                "\"\(key)\" is no label key: a name has up to 63 letters, digits, '-', '_' or '.', and begins and ends with one of the first two"
        }
        return nil
    }

    /// Nil when `value` is good, which may be empty.
    package static func fault(ofValue value: String) -> String? {
        guard !value.isEmpty else { return nil }
        guard value.utf8.count <= 63, isName(Substring(value)) else {
            return
                "\"\(value)\" is no label value: it has up to 63 letters, digits, '-', '_' or '.', and begins and ends with one of the first two"
        }
        return nil
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            isName(part) && !part.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
