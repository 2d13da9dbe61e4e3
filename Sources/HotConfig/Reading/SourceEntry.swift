/// One file of a source.
package struct SourceEntry: Sendable, Equatable {
    package enum Format: Sendable, Equatable {
        /// YAML, of which JSON is a part.
        case document
        /// The file's name is a key, its content the value.
        case value
    }

    package let name: String
    package let format: Format
    /// Without a byte order mark, with line feeds for line ends, and without line ends at the end: what the content means does not
    /// depend on the editor that wrote it, and neither does its hash.
    package let bytes: [UInt8]

    package init(name: String, format: Format, bytes: [UInt8]) {
        self.name = name
        self.format = format
        self.bytes = Self.normalized(bytes)
    }

    /// A key of a ConfigMap or a file of a folder: by its name it is a document or a value.
    package init(name: String, bytes: [UInt8]) {
        let isDocument = [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) }
        self.init(name: name, format: isDocument ? .document : .value, bytes: bytes)
    }

    private static func normalized(_ bytes: [UInt8]) -> [UInt8] {
        let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var result: [UInt8] = []
        result.reserveCapacity(body.count)
        for byte in body {
            if byte == lineFeed, result.last == carriageReturn { result.removeLast() }
            result.append(byte)
        }
        while let last = result.last, last == lineFeed || last == carriageReturn { result.removeLast() }
        return result
    }
}
