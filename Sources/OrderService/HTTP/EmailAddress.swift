/// A first look at an email address. Whether it exists only a mail can tell.
enum EmailAddress {
    /// `local@domain.tld`: one at sign, no spaces or control characters, labels of letters, digits and hyphens.
    static func isPlausible(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2 else { return false }
        return isLocal(parts[0]) && isDomain(parts[1])
    }

    private static func isLocal(_ local: Substring) -> Bool {
        (1...64).contains(local.utf8.count) && local.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            && !local.contains { "<>(),;:\"\\[]".contains($0) }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }
}
