/// What is said of a member beside its type.
package struct SchemaNotes: Sendable {
    /// How a strategic merge patch changes it.
    package enum PatchStrategy: String, Sendable {
        case merge, replace, retainKeys
    }

    /// The member by which a strategic merge patch merges the list.
    package var patchMergeKey: String?
    /// Empty: lists are replaced and objects are merged.
    package var patchStrategies: [PatchStrategy] = []
    /// Why the local cluster does not act on it; nil when it does, or when leaving it makes no difference there.
    package var ignoredBecause: String?
    /// Of an object or map: server-side apply gives it to one owner as a whole.
    package var isAtomic = false
    package var summary = ""
    /// What the API server sets where an object leaves it out.
    package var defaultValue: JSON?
    /// Zero is as good as left out.
    package var defaultReplacesZero = false
    /// OpenAPI's: `int32`, `int64`, `double`, `byte`, `date-time`.
    package var format: String?
    package var limits = SchemaLimits()
    /// Members beside the declared ones are kept and not checked.
    package var allowsUnknown = false
    package var isNullable = false

    package init() {}
}

/// The bounds of a value, as custom kinds declare them.
package struct SchemaLimits: Sendable, Equatable {
    package var minimum: Double?
    package var maximum: Double?
    /// Of a string, in Unicode scalars.
    package var minLength: Int?
    package var maxLength: Int?
    /// A regular expression that a part of the string must match.
    package var pattern: String?
    /// Of a list.
    package var minItems: Int?
    package var maxItems: Int?

    package init() {}
}
