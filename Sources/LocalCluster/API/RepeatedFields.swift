import KubeModel

/// Finds the keys that stand twice in one object of a JSON text. Reading takes the last of them, as Go's decoder does; the API tells.
package struct RepeatedFields {
    private let bytes: [UInt8]
    private var index = 0
    private var paths: [String] = []

    /// The paths in Go's notation, such as `spec.ports[0].name`, each once and in the order of the text.
    /// - Parameter bytes: A text that has been read as JSON already: nothing but its keys is looked at.
    package static func paths(in bytes: [UInt8]) -> [String] {
        var scan = RepeatedFields(bytes: bytes)
        scan.value(at: "")
        return scan.paths
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte <= 0x20 { index += 1 }
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(at path: String) {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): object(at: path)
        case UInt8(ascii: "["): array(at: path)
        case UInt8(ascii: "\""): _ = string()
        default: scalar()
        }
    }

    private mutating func object(at path: String) {
        index += 1
        var seen: Set<String> = []
        guard !accept(UInt8(ascii: "}")) else { return }
        repeat {
            skipSpace()
            let key = string()
            let member = path.isEmpty ? key : "\(path).\(key)"
            if !seen.insert(key).inserted, !paths.contains(member) { paths.append(member) }
            _ = accept(UInt8(ascii: ":"))
            value(at: member)
        } while accept(UInt8(ascii: ","))
        _ = accept(UInt8(ascii: "}"))
    }

    private mutating func array(at path: String) {
        index += 1
        guard !accept(UInt8(ascii: "]")) else { return }
        var position = 0
        repeat {
            value(at: "\(path)[\(position)]")
            position += 1
        } while accept(UInt8(ascii: ","))
        _ = accept(UInt8(ascii: "]"))
    }

    /// Passes a string; two spellings of one key, with and without escapes, are the same.
    private mutating func string() -> String {
        let start = index
        index += 1
        while let byte = next, byte != UInt8(ascii: "\"") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
        index = min(index + 1, bytes.count)
        return (try? JSON(parsing: bytes[start..<index]))?.string ?? ""
    }

    private mutating func scalar() {
        while let byte = next, !",]}".utf8.contains(byte), byte > 0x20 { index += 1 }
    }
}
