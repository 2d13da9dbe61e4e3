package import KubeModel

/// The form of objects that a client accepts, the best that the server has.
package enum AnswerForm: Sendable, Equatable {
    case object
    /// `as=Table`: rows and columns for people.
    case table
    /// `as=PartialObjectMetadata` or `…List`: metadata only.
    case metadata
    /// The discovery of all groups in one document. Carries its content type.
    case aggregatedDiscovery(String)

    /// Reads an `Accept` header, the client's order of preference first. Throws 406 when JSON would not do.
    package init(accept: String) throws(StatusError) {
        guard !accept.isEmpty else {
            self = .object
            return
        }
        for range in accept.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.trimmingASCIISpaces }
            guard let type = parts.first, ["application/json", "*/*", "application/*"].contains(type) else { continue }
            if let form = Self.form(Set(parts.dropFirst())) {
                self = form
                return
            }
        }
        throw StatusError(
            code: 406, reason: .notAcceptable,
            message: "only the following media types are accepted: application/json")
    }

    /// Nil when the parameters ask for what the server does not have.
    private static func form(_ parameters: Set<String>) -> AnswerForm? {
        let wanted = parameters.first { $0.hasPrefix("as=") }?.dropFirst(3)
        switch wanted {
        case nil: return .object
        case "Table" where parameters.isSuperset(of: ["v=v1", "g=meta.k8s.io"]): return .table
        case "PartialObjectMetadata" where parameters.isSuperset(of: ["v=v1", "g=meta.k8s.io"]): return .metadata
        case "PartialObjectMetadataList" where parameters.isSuperset(of: ["v=v1", "g=meta.k8s.io"]): return .metadata
        case "APIGroupDiscoveryList" where parameters.isSuperset(of: ["v=v2", "g=apidiscovery.k8s.io"]):
            return .aggregatedDiscovery("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
        default: return nil
        }
    }
}

extension Substring {
    /// Without the spaces and tabs at both ends.
    var trimmingASCIISpaces: String {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
