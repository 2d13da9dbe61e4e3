/// The names of a service's versions.
package enum VersionName {
    /// The name after all of these: `v4` after `v1`, `v3`. Nil when a name is no `v` with a number, so that whoever names versions by
    /// another rule names the next one, too.
    package static func next(after names: some Sequence<String>) -> String? {
        var highest = 0
        for name in names {
            guard let number = number(name) else { return nil }
            highest = max(highest, number)
        }
        return "v\(highest + 1)"
    }

    private static func number(_ name: String) -> Int? {
        guard name.first == "v", let number = Int(name.dropFirst()), number >= 0, "v\(number)" == name else { return nil }
        return number
    }

    /// What is wrong with a name, which becomes a label, a subset and the end of other names; nil when nothing is.
    package static func fault(_ name: String, of service: String) -> String? {
        let isWord = name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") || isDigit($0) }
        guard isWord, !name.isEmpty, !name.hasPrefix("-"), !name.hasSuffix("-") else {
            return "version '\(name)' must be small letters, digits and '-', such as v2"
        }
        let length = service.utf8.count + 1 + name.utf8.count
        return length > 52
            ? "'\(service)-\(name)' has \(length) letters; the name of a Deployment must leave room for those of its pods: 52" : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
