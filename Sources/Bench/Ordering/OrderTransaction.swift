/// One durable transaction that an order costs: its file and the statements that write.
struct OrderTransaction: Sendable {
    let file: ShopFile
    let statements: [String]

    init(_ file: ShopFile, _ statements: String...) {
        self.file = file
        self.statements = statements
    }

    /// Everything that an order paid with `tok_visa` writes, one transaction after another: what the services read in between, and what
    /// they ask each other, is left out. The parameters are `:order`, `:number` and `:key`.
    static func all(like sample: SampleOrder) -> [OrderTransaction] {
        placing(sample) + settling(sample)
    }

    /// Up to the 201.
    private static func placing(_ sample: SampleOrder) -> [OrderTransaction] {
        [
            // The order is placed with its first lease, and its Idempotency-Key is taken.
            OrderTransaction(
                .order, sample.idempotency.insert(["request_key": ":key", "subject": ":order", "answer": "NULL"]),
                "UPDATE counters SET value = value + 1 WHERE name = 'order'",
                sample.order.insert([
                    "id": ":order", "number": ":number", "idempotency_key": ":key", "request_key": ":key", "status": "'processing'",
                    "settled": "0", "payment_token": "'tok_visa'",
                ])),
            // The stock is held.
            OrderTransaction(
                .product, "UPDATE inventory SET reserved = reserved + 1, version = version + 1 WHERE sku = \(sample.line["sku"])",
                sample.reservation.insert(["order_id": ":order", "status": "'held'"]), sample.line.insert(["order_id": ":order"])),
            moveOrder(to: "'authorizing'"),
            // The payment is opened, authorized by the provider, and its answer kept.
            OrderTransaction(
                .payment,
                sample.payment.insert(["order_id": ":order", "state": "'authorizing'", "captured": "0", "version": "1", "resolve_at": "1"])),
            OrderTransaction(
                .sandbox,
                sample.charge.insert(["order_id": ":order", "status": "'authorized'", "captures": "0", "captured": "0"]),
                sample.authorization.insert(["idempotency_key": "'authorize-' || :order", "order_id": ":order"])),
            movePayment(to: "'authorized'", resolveAt: "NULL"),
            // The order is promised: the decision, the answer to the key, and the event for others.
            OrderTransaction(
                .order, "UPDATE orders SET saga = 'capturing', status = 'confirmed', \(touched) WHERE id = :order AND lease_epoch = 1",
                sample.outbox.insert(["id": "'event-' || :order", "order_id": ":order"]),
                "UPDATE idempotency_records SET answer = \(sample.idempotency["answer"]) WHERE request_key = :key AND subject = :order"),
        ]
    }

    /// What the 201 has promised.
    private static func settling(_ sample: SampleOrder) -> [OrderTransaction] {
        [
            movePayment(to: "'capturing'", resolveAt: "1"),
            OrderTransaction(
                .sandbox, "UPDATE sandbox_charges SET status = 'captured', captures = 1, captured = amount WHERE order_id = :order",
                sample.capture.insert(["idempotency_key": "'capture-' || :order", "order_id": ":order"])),
            movePayment(to: "'captured', captured = amount", resolveAt: "NULL"),
            moveOrder(to: "'committing'"),
            // The held units leave the stock.
            OrderTransaction(
                .product,
                """
                UPDATE inventory SET reserved = reserved - 1, on_hand = on_hand - 1, sold = sold + 1, version = version + 1
                WHERE sku = \(sample.line["sku"])
                """,
                "UPDATE reservations SET status = 'committed', updated_at = updated_at + 1 WHERE order_id = :order AND status = 'held'"),
            moveOrder(to: "\(sample.order["saga"]), settled = 1, payment_token = ''"),
        ]
    }

    private static let touched = "updated_at = updated_at + 1, lease_expires_at = lease_expires_at + 1"

    private static func moveOrder(to saga: String) -> OrderTransaction {
        OrderTransaction(.order, "UPDATE orders SET saga = \(saga), \(touched) WHERE id = :order AND lease_epoch = 1")
    }

    private static func movePayment(to state: String, resolveAt: String) -> OrderTransaction {
        OrderTransaction(
            .payment,
            "UPDATE payments SET state = \(state), version = version + 1, resolve_at = \(resolveAt), updated_at = updated_at + 1 "
                + "WHERE order_id = :order")
    }
}
