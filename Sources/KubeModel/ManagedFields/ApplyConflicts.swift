/// The fields that an apply would change and others own.
struct ApplyConflicts: Equatable {
    /// Nobody with nothing.
    let entries: [FieldOwnership]

    init(_ entries: [FieldOwnership]) {
        self.entries = entries.filter { !$0.fields.isEmpty }.sorted(by: FieldOwnership.isBefore)
    }

    var isEmpty: Bool { entries.isEmpty }

    var fields: FieldSet { entries.reduce(FieldSet()) { $0.union($1.fields) } }

    /// Those that are left when these fields may be taken from anybody.
    func allowing(_ fields: FieldSet) -> ApplyConflicts {
        ApplyConflicts(
            entries.map { FieldOwnership(owner: $0.owner, time: $0.time, fields: $0.fields.subtracting(fields)) })
    }

    /// 409, in the words that `kubectl` prints.
    var error: StatusError {
        let causes = entries.flatMap { entry in
            entry.fields.paths.map { path in
                StatusError.Cause(reason: "FieldManagerConflict", message: "conflict with \(Self.text(of: entry))", field: path)
            }
        }
        let message =
            if let only = causes.first, causes.count == 1 {
                "Apply failed with 1 conflict: \(only.message): \(only.field)"
            } else {
                "Apply failed with \(causes.count) conflicts: "
                    + entries.map { entry in
                        "conflicts with \(Self.text(of: entry)):\n" + entry.fields.paths.map { "- \($0)" }.joined(separator: "\n")
                    }.joined(separator: "\n")
            }
        return StatusError(code: 409, reason: .conflict, message: message, causes: causes)
    }

    private static func text(of entry: FieldOwnership) -> String {
        var text = JSON.string(entry.owner.manager).text
        if !entry.owner.subresource.isEmpty { text += " with subresource \(JSON.string(entry.owner.subresource).text)" }
        if entry.owner.operation == .update { text += " using \(entry.owner.apiVersion)" }
        return text
    }
}
