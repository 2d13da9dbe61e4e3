extension AuditFinding {
    /// What kind of thing does not add up. The raw values are stable.
    package enum Code: String, Codable, CaseIterable, Sendable, CodingKeyRepresentable {
        case acknowledgedOrderLost = "acknowledged_order_lost"
        case acknowledgedOrderNotConfirmed = "acknowledged_order_not_confirmed"
        case acknowledgedAnswerDiffers = "acknowledged_answer_differs"
        case orderNumberShared = "order_number_shared"

        case oversold = "oversold"
        case stockNotBalanced = "stock_not_balanced"
        case stockNegative = "stock_negative"
        case stockMissing = "stock_missing"
        case soldDiffersFromCommitments = "sold_differs_from_commitments"
        case reservedDiffersFromHolds = "reserved_differs_from_holds"
        case reservationNotCommitted = "reservation_not_committed"
        case reservationLinesDiffer = "reservation_lines_differ"
        case reservationNotReleased = "reservation_not_released"
        case reservationWithoutOrder = "reservation_without_order"

        case paymentMissing = "payment_missing"
        case captureMissing = "capture_missing"
        case captureTotalDiffers = "capture_total_differs"
        case captureNotRefunded = "capture_not_refunded"
        case refundExceedsCapture = "refund_exceeds_capture"
        case paymentWithoutOrder = "payment_without_order"
        case chargeMissing = "charge_missing"
        case chargeCapturedTwice = "charge_captured_twice"
        case chargeTotalDiffers = "charge_total_differs"
        case chargeNotRefunded = "charge_not_refunded"
        case chargeRefundExceedsCapture = "charge_refund_exceeds_capture"
        case chargeWithoutOrder = "charge_without_order"
        case refundDiffersFromProvider = "refund_differs_from_provider"

        case keyShared = "idempotency_key_shared"
        case keyAnsweredDifferently = "idempotency_key_answered_differently"

        case orderNotFinal = "order_not_final"
        case paymentNotSettled = "payment_not_settled"
    }
}

extension AuditFinding.Code {
    /// The number of the invariant it breaks.
    package var invariant: Int {
        switch self {
        case .acknowledgedOrderLost, .acknowledgedOrderNotConfirmed, .acknowledgedAnswerDiffers, .orderNumberShared: 1
        case .oversold, .stockNotBalanced, .stockNegative, .stockMissing, .soldDiffersFromCommitments, .reservedDiffersFromHolds,
            .reservationNotCommitted, .reservationLinesDiffer, .reservationNotReleased, .reservationWithoutOrder:
            2
        case .paymentMissing, .captureMissing, .captureTotalDiffers, .captureNotRefunded, .refundExceedsCapture, .paymentWithoutOrder,
            .chargeMissing, .chargeCapturedTwice, .chargeTotalDiffers, .chargeNotRefunded, .chargeRefundExceedsCapture,
            .chargeWithoutOrder, .refundDiffersFromProvider:
            3
        case .keyShared, .keyAnsweredDifferently: 4
        case .orderNotFinal, .paymentNotSettled: 5
        }
    }

    package var explanation: String {
        switch self {
        case .acknowledgedOrderLost: "A client was told that this order is confirmed, and the order service does not have it."
        case .acknowledgedOrderNotConfirmed:
            "A client was told that this order is confirmed, and it is neither confirmed nor cancelled later."
        case .acknowledgedAnswerDiffers: "A client was told another number, key or total than the order has."
        case .orderNumberShared: "Two orders have the same number or the same id."
        case .oversold: "Confirmed orders promise more units than were ever put on hand."
        case .stockNotBalanced: "Units on hand are not those received less those removed and sold."
        case .stockNegative: "A count of units is below zero."
        case .stockMissing: "An order or reservation names a SKU that has no stock record."
        case .soldDiffersFromCommitments: "The units counted as sold are not those of the committed reservations."
        case .reservedDiffersFromHolds: "The units counted as reserved are not those of the held reservations."
        case .reservationNotCommitted: "The order is confirmed and done, but its units have not left the stock."
        case .reservationLinesDiffer: "The units reserved for the order are not those it was confirmed for."
        case .reservationNotReleased: "The order is over, but its units have not been put back."
        case .reservationWithoutOrder: "Stock is reserved for an order that the order service does not have."
        case .paymentMissing: "The order is confirmed and done, and the payment service knows nothing of it."
        case .captureMissing: "The order is confirmed and done, but its money was not taken, or went back as a whole."
        case .captureTotalDiffers: "The payment service took another amount than the order's total."
        case .captureNotRefunded: "The order is over, but the payment service has kept money for it."
        case .refundExceedsCapture: "The payment service gave back more than it took."
        case .paymentWithoutOrder: "The payment service has a payment for an order that the order service does not have."
        case .chargeMissing: "The order is confirmed and done, but the provider has taken no money for it."
        case .chargeCapturedTwice: "The provider has taken money for the order more than once."
        case .chargeTotalDiffers: "The provider took another amount than the order's total."
        case .chargeNotRefunded: "The order is over, but the provider still has the customer's money."
        case .chargeRefundExceedsCapture: "The provider gave back more than it took."
        case .chargeWithoutOrder: "The provider has taken money for an order that the order service does not have."
        case .refundDiffersFromProvider: "The payment service and the provider disagree on what was given back."
        case .keyShared: "Two orders were placed with one idempotency key."
        case .keyAnsweredDifferently: "One idempotency key was answered with two different orders."
        case .orderNotFinal: "The order has not reached its final state in time."
        case .paymentNotSettled: "The order is done, but its payment has not reached its final state in time."
        }
    }
}
