extension FieldSet {
    /// Reads `fieldsV1`. Nil when a step has no known form, or what is below it is no object.
    package init?(fieldsV1 json: JSON) {
        guard case .object(let members) = json else { return nil }
        for (step, below) in members {
            if step == "." {
                isMember = true
                continue
            }
            guard Self.isStep(step), let branch = FieldSet(fieldsV1: below) else { return nil }
            // A path that ends is a member, without a dot.
            self[step] = branch.isEmpty ? .leaf : branch
        }
    }

    private static func isStep(_ text: String) -> Bool {
        let start = text.utf8.prefix(2)
        guard start.last == UInt8(ascii: ":"), text.utf8.count > 1, let kind = start.first else { return false }
        return "fkvi".utf8.contains(kind)
    }

    /// The encoding in `managedFields`.
    package var fieldsV1: JSON {
        var members = branches.mapValues { $0.isMember && $0.branches.isEmpty ? JSON.object([:]) : $0.fieldsV1 }
        if isMember { members["."] = .object([:]) }
        return .object(members)
    }

    /// The paths as messages show them, in order: `.spec.containers[name="app"].image`.
    package var paths: [String] { paths(after: "").sorted() }

    private func paths(after path: String) -> [String] {
        (isMember ? [path] : []) + branches.flatMap { step, branch in branch.paths(after: path + Self.pathText(of: step)) }
    }

    private static func pathText(of step: String) -> String {
        let content = String(step.dropFirst(2))
        switch step.first {
        case "f": return ".\(content)"
        case "v": return "[=\(content)]"
        case "i": return "[\(content)]"
        default:
            let keys = (try? JSON(parsing: content))?.object ?? [:]
            return "[\(keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }.joined(separator: ","))]"
        }
    }
}
