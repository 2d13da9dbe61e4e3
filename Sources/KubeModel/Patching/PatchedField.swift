/// The place at which a strategic merge is, and what the schema says of it.
struct PatchedField {
    /// How a list takes in another.
    enum ListMerge: Equatable {
        case replace
        /// Its elements are plain values, each at most once.
        case values
        /// Its elements are objects, told apart by this member.
        case objects(key: String)
    }

    let schema: Schema
    var path: [String] = []

    init(schema: Schema) { self.schema = schema }

    private init(schema: Schema, path: [String]) {
        self.schema = schema
        self.path = path
    }

    func member(_ name: String) -> PatchedField { PatchedField(schema: schema.member(name) ?? .any, path: path + [name]) }

    /// Any element of the list.
    var element: PatchedField { PatchedField(schema: schema.element ?? .any, path: path) }

    var listMerge: ListMerge {
        guard schema.notes.patchStrategies.contains(.merge) else { return .replace }
        return schema.patchMergeKey.map(ListMerge.objects) ?? .values
    }

    /// Whether an object takes the place of another as a whole.
    var isReplaced: Bool { schema.notes.patchStrategies.contains(.replace) }

    /// 400
    func malformed(_ why: String) -> StatusError { .badRequest(located(why)) }

    /// 422
    func unfitting(_ why: String) -> StatusError { .patchDoesNotApply(located(why)) }

    private func located(_ why: String) -> String { path.isEmpty ? why : "\(path.joined(separator: ".")): \(why)" }
}
