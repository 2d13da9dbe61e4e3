import Commerce
import HTTPTypes
import OrderAPI
import ProductAPI

/// What the customer is told when an order was not placed, and how the next attempt goes out.
struct CheckoutRefusal: Sendable {
    private let failure: CheckoutFailure

    init(_ failure: CheckoutFailure) { self.failure = failure }

    var status: HTTPResponse.Status {
        switch failure {
        case .declined: .init(code: 402, reasonPhrase: "Payment Required")
        case .outOfStock, .totalChanged: .conflict
        case .unavailable, .pending: .serviceUnavailable
        case .invalid, .keyReused, .cartGone: .unprocessableContent
        }
    }

    /// False while the old key may still become an order.
    var needsNewKey: Bool {
        switch failure {
        case .declined, .outOfStock, .invalid, .keyReused: true
        case .unavailable, .pending, .totalChanged, .cartGone: false
        }
    }

    var retryAfter: Duration? {
        if case .unavailable(let retryAfter) = failure { retryAfter } else { nil }
    }

    /// Messages that stand beside their fields.
    var faults: [CheckoutField: String] {
        switch failure {
        case .declined: [.payment: "The bank declined this card. Choose another one."]
        case .invalid(let fields, _): fields
        default: [:]
        }
    }

    /// Nil where the messages beside the fields say it all. The cart tells what the lines are called.
    func notice(cart: Cart?) -> NoticeView? {
        switch failure {
        case .declined:
            NoticeView(.bad, "The card was declined.", detail: "You have been charged nothing. Choose another card and try again.")
        case .outOfStock(let lines):
            NoticeView(
                .bad, "There is not enough left.", detail: "You have been charged nothing. Change the cart and try again.",
                lines: lines.map { NoticeView.Line(Self.text($0, cart: cart)) })
        case .unavailable:
            NoticeView(
                .warn, "Orders cannot be taken at this moment.",
                detail: "You have been charged nothing, and what you typed is still here. Wait a little and press the button again.")
        case .invalid(_, let others):
            others.isEmpty ? nil : NoticeView(.bad, "Please look at these again.", lines: others.map { NoticeView.Line($0) })
        case .keyReused:
            NoticeView(
                .warn, "This form was sent before with other details.",
                detail: "That order may have gone through: look into your email first. To order once more, press the button again.")
        case .totalChanged:
            NoticeView(
                .warn, "The total has changed.",
                detail:
                    "Shipping and tax depend on where it goes. You have been charged nothing: look at the new total, then press the button again."
            )
        case .pending, .cartGone: nil
        }
    }

    private static func text(_ line: ShortLine, cart: Cart?) -> String {
        let item = cart?.items.first { $0.sku == line.sku }
        let name = [item?.title, item.flatMap { CartLineView.name(ofVariant: $0.variantTitle) }].compactMap(\.self).joined(separator: ", ")
        let left = line.available > 0 ? "only \(line.available) left, you asked for \(line.requested)" : "sold out"
        return "\(name.isEmpty ? line.sku.rawValue : name): \(left)"
    }
}
