import KubeModel

/// The query of a request: the options of its verb.
struct APIQuery: Sendable {
    private let items: [String: String]

    /// The first of several values counts.
    init(_ pairs: some Sequence<(String, String)>) {
        items = Dictionary(pairs.map { ($0.0, $0.1) }) { first, _ in first }
    }

    subscript(_ name: String) -> String? { items[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// False unless it is `true` or `1`.
    func flag(_ name: String) -> Bool { ["true", "1", "True"].contains(items[name]) }

    /// Throws 400 when it is there and is no whole number from 0 on.
    func count(_ name: String) throws(StatusError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let value = Int(text), value >= 0 else {
            throw .badRequest("invalid value \"\(text.prefix(64))\" for \(name): must be a number that is not negative")
        }
        return value
    }

    func selector() throws(StatusError) -> ObjectSelector {
        do throws(SelectorFault) {
            return ObjectSelector(
                labels: try LabelSelector(parsing: self["labelSelector"] ?? ""),
                fields: try FieldSelector(parsing: self["fieldSelector"] ?? ""))
        } catch {
            throw error.status
        }
    }

    func isDryRun() throws(StatusError) -> Bool {
        switch self["dryRun"] {
        case nil: return false
        case "All": return true
        case let other?: throw .badRequest("Invalid value: \"\(other.prefix(64))\": dryRun: Unsupported value, supported values: \"All\"")
        }
    }

    /// `Warn` unless the client asks for another, as in Kubernetes.
    func fieldValidation() throws(StatusError) -> ObjectWrite.FieldValidation {
        guard let text = self["fieldValidation"] else { return .warn }
        guard let validation = ObjectWrite.FieldValidation(rawValue: text) else {
            throw .badRequest(
                "fieldValidation: Unsupported value: \"\(text.prefix(64))\": supported values: \"Ignore\", \"Strict\", \"Warn\"")
        }
        return validation
    }
}
