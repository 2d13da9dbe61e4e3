/// Reads a ConfigMap volume, a plain directory or one document, whichever the path holds at that moment.
package struct FileSourceReader: SourceReading {
    /// What a ConfigMap may hold in all.
    static let sizeLimit = 1 << 20
    private static let countLimit = 1_000
    private static let attempts = 5

    let path: String
    /// Whose share of a rollout it is; nil for what is no pod.
    let pod: String?
    let files: FileAccess

    package var name: String { path }

    package init(path: String, pod: String? = nil, files: FileAccess = .system) {
        self.path = path
        self.pod = pod
        self.files = files
    }

    package func read() throws(SourceFailure) -> SourceContent {
        guard try files.isDirectory(path) else { return try document() }
        guard files.linkTarget(dataLink) != nil else {
            return SourceContent(StagedContent(try entries(in: path), pod: pod), isAtomic: false)
        }
        return try volume()
    }

    private var dataLink: String { "\(path)/..data" }

    private func document() throws(SourceFailure) -> SourceContent {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let entry = SourceEntry(name: name, format: .document, bytes: try files.bytes(path, Self.sizeLimit))
        return SourceContent(entries: [entry], isAtomic: false)
    }

    /// Follows `..data` once and reads everything in the directory it names; again, when the link has moved on meanwhile: then the
    /// directory may be half removed already.
    private func volume() throws(SourceFailure) -> SourceContent {
        for _ in 0..<Self.attempts {
            guard let target = files.linkTarget(dataLink) else { throw .missing(dataLink) }
            let directory = target.hasPrefix("/") ? target : "\(path)/\(target)"
            do throws(SourceFailure) {
                let entries = try entries(in: directory)
                if files.linkTarget(dataLink) == target { return SourceContent(StagedContent(entries, pod: pod), isAtomic: true) }
            } catch {
                if files.linkTarget(dataLink) == target { throw error }
            }
        }
        throw SourceFailure(path: path, reason: "changes while it is read, again and again", remedy: "change it less often")
    }

    private func entries(in directory: String) throws(SourceFailure) -> [SourceEntry] {
        let names = try files.names(directory).filter(StagedContent.isKey).sorted()
        guard names.count <= Self.countLimit else {
            throw SourceFailure(
                path: directory, reason: "holds more than \(Self.countLimit) files", remedy: "keep nothing but the configuration there")
        }
        var entries: [SourceEntry] = []
        var budget = Self.sizeLimit
        for name in names {
            let bytes = try files.bytes("\(directory)/\(name)", budget)
            budget -= bytes.count
            entries.append(SourceEntry(name: name, bytes: bytes))
        }
        return entries
    }
}
