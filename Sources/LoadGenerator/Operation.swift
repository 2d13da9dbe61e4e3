/// One kind of call, as the result counts them.
package enum Operation: String, Codable, CaseIterable, Sendable, CodingKeyRepresentable {
    case list, search, product, cartCreate, cartItem, order
}
