/// The pages there are; the raw value is the template's name. All others are partials.
enum PageTemplate: String, CaseIterable, Sendable {
    case home, product, cart, checkout, pending, order, message
}
