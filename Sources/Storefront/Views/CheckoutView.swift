import Commerce
import OrderAPI

/// The checkout: the form, and what it is for.
struct CheckoutView: Sendable {
    /// A test card to choose.
    struct Card: Sendable {
        let token: String
        let name: String
        let explanation: String
        let isChosen: Bool
    }

    let cart: String
    let key: String
    /// What the hidden field says of the total that is shown; nil when there is none to show.
    let shownTotal: String?
    let notice: NoticeView?
    let contactFields: [FieldView]
    let addressFields: [FieldView]
    let cards: [Card]
    let paymentError: String?
    let lines: [OrderLineView]
    /// Nil when they cannot be had at the moment.
    let totals: TotalsView?

    init(_ form: CheckoutForm, cart: Cart?, totals: OrderTotals?, faults: [CheckoutField: String] = [:], notice: NoticeView? = nil) {
        func field(_ field: CheckoutField) -> FieldView { FieldView(field, in: form, fault: faults[field]) }
        self.cart = form.cart.rawValue
        self.key = form.key
        shownTotal = totals.map { CheckoutForm.text(of: $0.total) }
        self.notice = notice ?? Self.notice(faults)
        contactFields = [field(.email)]
        addressFields = [field(.name), field(.address), field(.city), field(.postalCode), field(.country)]
        cards = TestCard.all.map {
            Card(token: $0.token, name: $0.name, explanation: $0.explanation, isChosen: $0.token == form[.payment])
        }
        paymentError = faults[.payment]
        lines = (cart?.items ?? []).map { OrderLineView($0) }
        self.totals = totals.map { TotalsView($0) }
    }

    private static func notice(_ faults: [CheckoutField: String]) -> NoticeView? {
        guard !faults.isEmpty else { return nil }
        let lines = CheckoutField.allCases.compactMap { field in
            faults[field].map { NoticeView.Line($0, target: field.rawValue) }
        }
        return NoticeView(.bad, "Please look at these again.", lines: lines)
    }
}
