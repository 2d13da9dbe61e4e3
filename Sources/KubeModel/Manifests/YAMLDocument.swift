import Yams

/// One document of a YAML text: its value as Kubernetes' tools read it, and where everything stands.
package struct YAMLDocument: Sendable {
    /// The line on which it begins, from 1.
    package let line: Int
    package let json: JSON
    package let lines: SourceLines

    /// All documents of a text. Each is read by itself, so that a fault in one does not hide those of the others; those that hold
    /// nothing are left out.
    package static func all(in text: String) -> [Result<YAMLDocument, YAMLFault>] {
        chunks(of: text).flatMap { chunk -> [Result<YAMLDocument, YAMLFault>] in
            do throws(YAMLFault) {
                return try read(chunk).map(Result.success)
            } catch {
                return [.failure(error)]
            }
        }
    }

    /// The one document of a text; null for an empty one.
    package static func single(in text: String) throws(YAMLFault) -> JSON {
        var documents: [JSON] = []
        for document in all(in: text) { documents.append(try document.get().json) }
        guard documents.count < 2 else { throw YAMLFault(line: nil, message: "there must be one document, not \(documents.count)") }
        return documents.first ?? .null
    }

    private struct Chunk {
        /// Lines of the text before it.
        let offset: Int
        let text: String
    }

    /// The text cut before each `---`, which ends whatever was before it.
    private static func chunks(of text: String) -> [Chunk] {
        var chunks: [Chunk] = []
        var lines: [Substring.UTF8View] = []
        var offset = 0
        func close() {
            let bytes = Array(lines.joined(separator: CollectionOfOne(UInt8(ascii: "\n"))))
            chunks.append(Chunk(offset: offset, text: String(decoding: bytes, as: UTF8.self)))
        }
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let isMarker = line.starts(with: "---".utf8) && line.dropFirst(3).first.map { " \t\r".utf8.contains($0) } != false
            if isMarker, !lines.isEmpty {
                close()
                lines = []
                offset = index
            }
            lines.append(Substring(line).utf8)
        }
        close()
        return chunks
    }

    private static func read(_ chunk: Chunk) throws(YAMLFault) -> [YAMLDocument] {
        guard !YAMLLimits.isTooDeep(chunk.text) else {
            throw YAMLFault(line: chunk.offset + 1, message: "is nested deeper than \(JSON.depthLimit)")
        }
        do {
            let parser = try Parser(yaml: chunk.text, resolver: .basic, encoding: .utf8)
            var documents: [YAMLDocument] = []
            while let root = try parser.nextRoot() {
                var converter = YAMLConverter(lineOffset: chunk.offset)
                let json = try converter.json(root)
                guard !json.isNull else { continue }
                let line = chunk.offset + (root.mark?.line ?? 1)
                documents.append(YAMLDocument(line: line, json: json, lines: SourceLines(converter.lines)))
            }
            return documents
        } catch let fault as YAMLFault {
            throw fault
        } catch {
            throw YAMLFault(error, lineOffset: chunk.offset)
        }
    }
}
