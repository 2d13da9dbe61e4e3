import Commerce
import Foundation
import OrderAPI

/// The page of one order.
struct OrderView: Sendable {
    let number: String
    let headline: String
    let explanation: String
    let steps: [TimelineStepView]
    let lines: [OrderLineView]
    let totals: TotalsView
    let addressLines: [String]
    let email: String
    let placedAt: String
    let placedAtISO: String

    init(_ order: Order) {
        number = order.number
        (headline, explanation) = Self.headline(of: order)
        steps = Self.steps(of: order)
        lines = order.items.map { OrderLineView($0) }
        totals = TotalsView(order.totals, refunded: order.refunded)
        let address = order.shippingAddress
        addressLines = [address.name, address.line1, "\(address.postalCode) \(address.city)", Country.name(of: address.country)]
        email = order.email
        placedAt = DateText.moment(order.createdAt)
        placedAtISO = order.createdAt.formatted(.iso8601)
    }

    private static func headline(of order: Order) -> (String, String) {
        switch order.status {
        case .processing:
            ("We are confirming your order", "Stock and payment are being settled. This page looks again by itself.")
        case .confirmed:
            (
                "Thank you. Your order is confirmed.",
                "The payment was accepted and everything is set aside for you. You can come back to this page at any time."
            )
        case .rejected:
            ("Your order was not made", "\(reason(of: order)) You have been charged nothing.")
        case .cancelled:
            ("Your order was cancelled", "The money has gone back to where it came from.")
        }
    }

    private static func steps(of order: Order) -> [TimelineStepView] {
        let placed = TimelineStepView(.done, "Placed", detail: DateText.moment(order.createdAt))
        switch order.status {
        case .processing:
            return [placed, TimelineStepView(.current, "Stock and payment"), TimelineStepView(.waiting, "Confirmed")]
        case .rejected:
            return [placed, TimelineStepView(.failed, "Stock and payment", detail: reason(of: order))]
        case .cancelled:
            return [
                placed, TimelineStepView(.done, "Payment accepted"),
                TimelineStepView(.failed, "Cancelled", detail: "Everything was undone."),
            ]
        case .confirmed:
            let paid = TimelineStepView(.done, "Payment accepted", detail: order.totals.total.display)
            let refund = order.refunded.amount > 0 ? [TimelineStepView(.done, "Refunded", detail: order.refunded.display)] : []
            return [placed, paid, TimelineStepView(.done, "Confirmed")] + refund
        }
    }

    private static func reason(of order: Order) -> String {
        switch order.reason {
        case "payment_declined": "The bank declined the card."
        case "out_of_stock": "Something in it had sold out."
        default: "It could not be completed."
        }
    }
}
