extension JSONPatch {
    /// The document after all operations, or 422 with the operation and path that failed: then none counts.
    package func applied(to document: JSON) throws(StatusError) -> JSON {
        var document = document
        var copied = 0
        for operation in operations { try Self.perform(operation, on: &document, copied: &copied) }
        return document
    }

    private static func perform(_ operation: Operation, on document: inout JSON, copied: inout Int) throws(StatusError) {
        switch operation {
        case .add(let path, let value):
            try insert(value, at: path, in: &document, "add")
        case .remove(let path):
            try remove(at: path, from: &document, "remove")
        case .replace(let path, let value):
            _ = try read(path, of: document, "replace")
            if !path.tokens.isEmpty { try remove(at: path, from: &document, "replace") }
            try insert(value, at: path, in: &document, "replace")
        case .move(let from, let path):
            guard from == path || !path.isInside(from) else {
                throw .patchDoesNotApply("move operation does not apply: \(from) cannot move into itself, to \(path)")
            }
            let value = try remove(at: from, from: &document, "move")
            try insert(value, at: path, in: &document, "move")
        case .copy(let from, let path):
            let value = try read(from, of: document, "copy")
            copied += value.bytes.count
            guard copied <= copyLimit else {
                throw .patchDoesNotApply(
                    "Unable to complete the copy, the accumulated size increase of copy is \(copied), exceeding the limit \(copyLimit)")
            }
            try insert(value, at: path, in: &document, "copy")
        case .test(let path, let value):
            guard try read(path, of: document, "test").isEquivalent(to: value) else {
                throw .patchDoesNotApply("testing value \(path) failed: test failed")
            }
        }
    }

    private static func insert(_ value: JSON, at path: JSONPointer, in document: inout JSON, _ name: String) throws(StatusError) {
        guard !value.isDeeper(than: JSON.depthLimit - path.tokens.count) else {
            throw .patchDoesNotApply("\(name) operation does not apply: \(path) would be nested deeper than \(JSON.depthLimit)")
        }
        do { try document.insert(value, at: path.tokens[...]) } catch { throw fault(error, name, path) }
    }

    @discardableResult
    private static func remove(at path: JSONPointer, from document: inout JSON, _ name: String) throws(StatusError) -> JSON {
        do { return try document.remove(at: path.tokens[...]) } catch { throw fault(error, name, path) }
    }

    private static func read(_ path: JSONPointer, of document: JSON, _ name: String) throws(StatusError) -> JSON {
        do { return try document.value(at: path) } catch { throw fault(error, name, path) }
    }

    private static func fault(_ fault: JSONPointerFault, _ name: String, _ path: JSONPointer) -> StatusError {
        let reason =
            switch fault {
            case .missingPath: "doc is missing path: \"\(path)\": missing value"
            case .missingKey(let key): "doc is missing key: \"\(path)\": Unable to find nonexistent key: \(key): missing value"
            case .invalidIndex(let index): "error in path \"\(path)\": Unable to access invalid index: \(index): invalid index referenced"
            }
        return .patchDoesNotApply("\(name) operation does not apply: \(reason)")
    }
}
