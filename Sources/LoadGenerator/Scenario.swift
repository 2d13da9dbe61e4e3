/// What a visitor of the shop does on one arrival.
package enum Scenario: String, Codable, CaseIterable, Sendable, CodingKeyRepresentable {
    /// Looks at a page of the catalogue.
    case list
    /// Searches for a word of a title.
    case search
    /// Looks at one product.
    case product
    /// Opens a cart and puts something into it.
    case cart
    /// Buys one or two things.
    case order
}
