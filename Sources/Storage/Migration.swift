/// One step of a schema, applied once and never edited after it has shipped.
///
/// Migrations expand first and contract later: an old version goes on running on the new schema, so a step may add
/// tables, nullable columns or columns with a default, and may drop only what no running version reads any more.
package struct Migration: Sendable {
    /// Unique and sortable, such as `0001-orders`.
    package let id: String
    package let statements: [SQL]

    package init(_ id: String, _ statements: [SQL]) {
        self.id = id
        self.statements = statements
    }
}
