/// One fault in what was sent.
package struct FieldError: Codable, Sendable, Hashable {
    /// Where: a path such as `items[0].quantity`, or the name of a query item or header.
    package var field: String
    /// What, for programs: `required`, `invalid`, `out_of_range`, …
    package var code: String
    /// What, for people, with what is allowed.
    package var message: String

    package init(field: String, code: String, message: String) {
        self.field = field
        self.code = code
        self.message = message
    }
}
