/// What a member of an object may be: enough of Kubernetes' structural schemas to validate, to default, to merge and to document.
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

    private enum Storage: Sendable {
        case kind(Kind)
        /// A type that contains itself is looked up when it is walked.
        case deferred(@Sendable () -> Schema)
    }

    private let storage: Storage
    private let ownName: String?
    package let notes: SchemaNotes

    package init(_ kind: Kind, typeName: String? = nil, notes: SchemaNotes = SchemaNotes()) {
        storage = .kind(kind)
        ownName = typeName
        self.notes = notes
    }

    /// The schema that `schema` gives when it is walked, for types that contain themselves.
    package init(deferred schema: @escaping @Sendable () -> Schema) {
        storage = .deferred(schema)
        ownName = nil
        notes = SchemaNotes()
    }

    private init(_ other: Schema, notes: SchemaNotes) {
        storage = other.storage
        ownName = other.ownName
        self.notes = notes
    }

    /// The same type where something else is to be said about it.
    package func noting(_ change: (inout SchemaNotes) -> Void) -> Schema {
        var notes = notes
        change(&notes)
        return Schema(self, notes: notes)
    }
}

extension Schema {
    package var kind: Kind {
        switch storage {
        case .kind(let kind): kind
        case .deferred(let schema): schema().kind
        }
    }

    /// The name of an object type in OpenAPI documents, such as `io.k8s.api.core.v1.PodSpec`; nil when it is not shared.
    package var typeName: String? {
        switch storage {
        case .kind: ownName
        case .deferred(let schema): schema().typeName
        }
    }

    /// The member by which a strategic merge patch merges this list; nil replaces it.
    package var patchMergeKey: String? { notes.patchMergeKey }

    /// Whether the local cluster acts on it, or may leave it without a difference; what it does not honour is warned of when it is set.
    package var isHonoured: Bool { notes.ignoredBecause == nil }

    /// One sentence for `kubectl explain`.
    package var summary: String { notes.summary }

    /// The schema of a member; nil when the type has no such member, ``any`` when it may have every one.
    package func member(_ name: String) -> Schema? {
        switch kind {
        case .object(let members, _): members[name] ?? (notes.allowsUnknown ? .any : nil)
        case .map(let value): value
        case .any: .any
        default: nil
        }
    }

    /// The schema of a list's elements; nil when it is no list.
    package var element: Schema? {
        switch kind {
        case .list(let element, _): element
        case .any: .any
        default: nil
        }
    }
}
