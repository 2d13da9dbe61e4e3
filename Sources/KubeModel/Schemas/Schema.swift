/// What a member of an object may be: enough of Kubernetes' structural schemas to validate, to merge and to document.
package final class Schema: Sendable {
    package indirect enum Kind: Sendable {
        /// Members by name. `required` ones must be there.
        case object(members: [String: Schema], required: Set<String>)
        /// An object with any keys, such as labels.
        case map(Schema)
        case list(Schema, ListKind)
        case string(allowed: [String])
        case integer
        case number
        case boolean
        /// A port by number or name, or a count or percentage.
        case integerOrString
        /// `500m`, `128Mi`.
        case quantity
        /// RFC 3339.
        case time
        /// Anything: the schema says no more.
        case any
    }

    package enum ListKind: Sendable, Equatable {
        /// One value: an owner has all or nothing of it.
        case atomic
        case set
        /// Its elements are told apart by these members.
        case map(keys: [String])
    }

    package let kind: Kind
    /// The member by which a strategic merge patch merges this list; nil replaces it.
    package let patchMergeKey: String?
    /// Whether the local cluster acts on it; what it does not act on is warned of when it is set.
    package let isHonoured: Bool
    /// One sentence for `kubectl explain`.
    package let summary: String

    package init(_ kind: Kind, patchMergeKey: String? = nil, isHonoured: Bool = true, summary: String = "") {
        self.kind = kind
        self.patchMergeKey = patchMergeKey
        self.isHonoured = isHonoured
        self.summary = summary
    }

    package static let any = Schema(.any)
}
