import HTTPTypes
import Commerce
import Foundation
import HotConfig
import Logging
import OrderAPI
import PaymentAPI
import ProductAPI
import ServiceKit
import Storage

/// Makes a valid request into an order: prices it, writes it down, and waits for what becomes of it.
struct Checkout: Sendable {
    let orders: OrderStore
    let carts: Carts
    let stock: any StockReserving
    let dispatcher: OrderDispatcher
    let owner: String
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger
    var metrics = OrderMetrics()

    /// What is ordered, and the version of the cart it came from.
    private struct Basket {
        var lines: [StockLine]
        var cartVersion: Int?
    }

    /// The one outcome of the key, or ``OrderOutcome/pending`` if it is not known within `limit`. Throws ``Problem``.
    func place(
        _ request: OrderRequest, key: IdempotencyKey, within limit: Duration, _ config: OrderConfig
    ) async throws -> OrderOutcome {
        if let outcome = try await repeated(request, key: key, config) { return outcome }
        guard dispatcher.roomForNewOrders > 0 else {
            throw Problem.unavailable("The shop is very busy. Please try again in a moment.", retryAfter: .seconds(1), code: "overloaded")
        }
        let basket = try await basket(of: request)
        let draft = try await draft(request, basket.lines, key: key, config)
        let record = IdempotencyRecord(
            key: draft.requestKey, fingerprint: try Self.fingerprint(of: request), subject: draft.id.rawValue, answer: nil,
            expiresAt: draft.createdAt + config.idempotencyRetention.seconds)
        let lease = Lease(owner: owner, epoch: 1, expiresAt: now() + config.saga.leaseDuration.seconds)
        switch try await orders.place(draft, key: record, lease: lease) {
        case .known(let known): return try await outcome(of: known, request, config)
        case .placed(let order):
            let outcome = await run(order, within: limit)
            if let cart = request.cart, let version = basket.cartVersion, case .answered(.order) = outcome {
                await carts.empty(cart, at: version, config)
            }
            return outcome
        }
    }

    /// The outcome of a request whose key has been used before; nil for a fresh key. Throws ``Problem``.
    func repeated(_ request: OrderRequest, key: IdempotencyKey, _ config: OrderConfig) async throws -> OrderOutcome? {
        guard let known = try await orders.idempotencyRecord(RequestKey(.placeOrder, key)), !isOutOfDate(known) else { return nil }
        return try await outcome(of: known, request, config)
    }

    /// The stored outcome. The cart is emptied here when the first answer was that the outcome is pending.
    private func outcome(of known: IdempotencyRecord, _ request: OrderRequest, _ config: OrderConfig) async throws -> OrderOutcome {
        let outcome = try known.outcome(for: try Self.fingerprint(of: request))
        if let cart = request.cart, case .answered(.order(let order, _)) = outcome { await carts.empty(cart, of: order, config) }
        return outcome
    }

    private static func fingerprint(of request: OrderRequest) throws -> String {
        Digest.hexadecimal(try ShopJSON.encode(request))
    }

    private func isOutOfDate(_ record: IdempotencyRecord) -> Bool {
        record.answer != nil && record.expiresAt <= now()
    }

    private func run(_ order: LeasedOrder, within limit: Duration) async -> OrderOutcome {
        let signal = OutcomeSignal()
        await dispatcher.dispatch(order, beginning: .started, telling: signal)
        return await signal.outcome(within: limit, clock: clock)
    }

    private func basket(of request: OrderRequest) async throws -> Basket {
        guard let cart = request.cart else { return Basket(lines: request.items ?? [], cartVersion: nil) }
        guard let snapshot = try await carts.store.cart(cart) else {
            throw Problem.validation([FieldError(field: "cart", code: "not_found", message: "there is no such cart; it may have expired")])
        }
        guard !snapshot.contents.lines.isEmpty else {
            throw Problem.validation([FieldError(field: "cart", code: "empty", message: "the cart is empty")])
        }
        return Basket(lines: snapshot.contents.stockLines, cartVersion: snapshot.version)
    }

    private func draft(
        _ request: OrderRequest, _ lines: [StockLine], key: IdempotencyKey, _ config: OrderConfig
    ) async throws -> OrderRecord {
        let quotes = try await quotes(for: lines)
        let (items, totals) = try price(lines, quotes, request, config)
        if let expected = request.expectedTotal, expected != totals.total { throw Problem.totalChanged(to: totals) }
        // Whole milliseconds, as the table holds them, so that the order looks the same before and after it has been stored.
        let createdAt = now().asStored
        return OrderRecord(
            id: .timeOrdered(at: createdAt), number: 0, status: .processing, reason: nil, email: request.email,
            shippingAddress: request.shippingAddress, items: items, totals: totals, refunded: .zero(totals.total.currency),
            payment: request.payment, idempotencyKey: key.rawValue, requestKey: RequestKey(.placeOrder, key),
            saga: .reserving(giveUpAt: createdAt + config.saga.giveUpAfter.seconds), createdAt: createdAt, updatedAt: createdAt)
    }

    private func price(
        _ lines: [StockLine], _ quotes: [SKU: Quote], _ request: OrderRequest, _ config: OrderConfig
    ) throws -> ([OrderItem], OrderTotals) {
        let pricing = OrderPricing(rules: config.pricing)
        do {
            let items = try pricing.items(lines, quotes: quotes)
            return (items, try pricing.totals(items.map(\.lineTotal), country: request.shippingAddress.country))
        } catch {
            throw error.problem(lines: lines.map(\.sku)) { request.cart == nil ? "items[\($0)].sku" : "cart" }
        }
    }

    private func quotes(for lines: [StockLine]) async throws -> [SKU: Quote] {
        do {
            return try await stock.quotes(for: lines.map(\.sku))
        } catch let error as OutboundError {
            // No order, but one that somebody wanted and the shop could not make.
            metrics.count(.rejected(.stockUnavailable))
            logger.warning("An order was turned away: nobody could price it", metadata: ["error": "\(error)"])
            throw Problem(unquoted: error)
        }
    }
}

extension IdempotencyRecord {
    /// What a repeat is told. Throws ``Problem`` when it is no repeat, or the first one is still under way.
    func outcome(for fingerprint: String) throws -> OrderOutcome {
        guard fingerprint == self.fingerprint else {
            throw Problem(
                .unprocessableContent, "idempotency_key_reused", "This Idempotency-Key was sent before with another request. Use a new one."
            )
        }
        guard let answer else {
            throw Problem(
                .conflict, "request_in_progress", "The first request with this Idempotency-Key is still under way.", retryAfter: .seconds(1)
            )
        }
        return .answered(answer)
    }
}

extension Problem {
    /// The customer pays what they were shown, or is asked again. Nothing has been written yet.
    fileprivate static func totalChanged(to totals: OrderTotals) -> Problem {
        Problem(
            .conflict, "total_changed",
            "The order would now cost \(totals.total), not what was expected. Show the new totals and ask again.",
            members: ["totals": totals])
    }

    /// Without prices there is no order, and nothing has been written yet.
    fileprivate init(unquoted error: OutboundError) {
        var pause: Duration = .seconds(1)
        if case .unavailable(_, _, let retryAfter?) = error { pause = retryAfter }
        self = .unavailable(
            "The catalogue is not available at the moment. Please try again.", retryAfter: pause, code: "product_unavailable")
    }
}
