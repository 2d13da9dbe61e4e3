import Commerce
import OrderAPI
import ProductAPI

/// The cart.
struct CartView: Sendable {
    let isEmpty: Bool
    let lines: [CartLineView]
    let total: String
    let notice: NoticeView?

    /// Nil for `cart` is an empty cart.
    init(_ cart: Cart?, fault: CartFault? = nil) {
        let items = cart?.items ?? []
        isEmpty = items.isEmpty
        lines = items.enumerated().map { CartLineView($1, index: $0, fault: fault) }
        total = cart?.total.display ?? ""
        notice = Self.notice(items, lines: lines)
    }

    private static func notice(_ items: [CartItem], lines: [CartLineView]) -> NoticeView? {
        let faults = lines.filter { $0.error != nil }
        if !faults.isEmpty {
            let points = faults.map { NoticeView.Line("\($0.title): \($0.error ?? "")", target: "\($0.anchor)-quantity") }
            return NoticeView(.bad, "The quantity was not changed.", lines: points)
        }
        let soldOut = zip(items, lines).filter { $0.0.availability == .soldOut }.map { NoticeView.Line($0.1.title, target: $0.1.anchor) }
        guard !soldOut.isEmpty else { return nil }
        return NoticeView(.warn, "Some of this has sold out meanwhile.", detail: "Remove it to go on.", lines: soldOut)
    }
}
