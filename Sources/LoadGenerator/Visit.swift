import Audit
import Commerce
import Foundation
import OrderAPI
import ProductAPI

/// Carries out what one visitor came for, and records what came of it.
struct Visit: Sendable {
    let plan: LoadPlan
    let client: ShopClient
    let recorder: LoadRecorder
    let journal: OrderJournal?

    /// `due` is when the visitor should have arrived: latencies are measured from then. Throws when the journal cannot be written.
    func carryOut(_ visitor: Visitor, due: ContinuousClock.Instant) async throws {
        switch visitor.errand {
        case .list(let category):
            let filter = category.map { "&category=\(CatalogueSample.escaped($0))" } ?? ""
            await perform(.list, ShopCall(.get, "/api/products?limit=24\(filter)"), visitor, due)
        case .search(let word):
            await perform(.search, ShopCall(.get, "/api/products?search=\(CatalogueSample.escaped(word))"), visitor, due)
        case .product(let handle):
            await perform(.product, ShopCall(.get, "/api/products/\(CatalogueSample.escaped(handle))"), visitor, due)
        case .cart(let line): try await fillCart(with: line, visitor, due)
        case .order(let request, let key): try await place(request, key: key, visitor, due)
        }
    }

    @discardableResult
    private func perform(_ operation: Operation, _ call: ShopCall, _ visitor: Visitor, _ due: ContinuousClock.Instant) async -> Answer {
        let exchange = await client.send(call, startingAt: visitor.number)
        recorder.recordFailovers(exchange.failovers)
        recorder.record(exchange.answer.verdict, on: exchange.answer, of: operation, latency: ContinuousClock.now - due)
        return exchange.answer
    }

    private func fillCart(with line: StockLine, _ visitor: Visitor, _ due: ContinuousClock.Instant) async throws {
        let created = await perform(.cartCreate, ShopCall(.post, "/api/carts"), visitor, due)
        guard case .response(let response) = created, response.status == 201,
            let cart = try? JSONDecoder().decode(Cart.self, from: Data(response.body))
        else { return }
        let path = "/api/carts/\(cart.id)/items/\(CatalogueSample.escaped(line.sku.rawValue))"
        let condition = response.entityTag.map { [("if-match", $0)] } ?? []
        let body = [UInt8](try JSONEncoder().encode(CartItemRequest(quantity: line.quantity)))
        await perform(.cartItem, ShopCall(.put, path, headers: condition, body: body), visitor, .now)
    }

    // MARK: Orders

    private func place(_ request: OrderRequest, key: String, _ visitor: Visitor, _ due: ContinuousClock.Instant) async throws {
        let body = [UInt8](try JSONEncoder().encode(request))
        var attempts = OrderAttempts(plan: plan, seed: visitor.seed)
        let start = ContinuousClock.now
        // Another attempt goes to another target: the one before may be the one that died.
        var target = visitor.number
        while true {
            let left = plan.repeatsOrders ? plan.orderBudget - (.now - start) : plan.requestTimeout
            let call = ShopCall(.post, "/api/orders", headers: [("idempotency-key", key)], body: body, timeout: max(left, .milliseconds(1)))
            let exchange = await client.send(call, startingAt: target)
            recorder.recordFailovers(exchange.failovers)
            switch attempts.decide(on: exchange.answer, elapsed: .now - start) {
            case .settled(let verdict):
                let settled = try acknowledged(exchange.answer, verdict, key: key)
                return recorder.record(settled, on: exchange.answer, of: .order, latency: .now - due)
            case .again(let wait, let label):
                recorder.recordRepetition(of: .order, because: label)
                target += 1
                do { try await Task.sleep(for: wait) } catch {
                    return recorder.record(Answer.cancelled.verdict, on: .cancelled, of: .order, latency: .now - due)
                }
            }
        }
    }

    /// Writes a confirmed order to the journal. A success that does not say so is none.
    private func acknowledged(_ answer: Answer, _ verdict: Verdict, key: String) throws -> Verdict {
        guard verdict.outcome == .succeeded, case .response(let response) = answer else { return verdict }
        guard let order = try? JSONDecoder().decode(PlacedOrder.self, from: Data(response.body)) else {
            return Verdict(outcome: .failed, label: "\(response.status) unreadable")
        }
        guard order.status == .confirmed else {
            return Verdict(outcome: .failed, label: "\(response.status) but \(order.status.rawValue)")
        }
        try journal?.append(AcknowledgedOrder(id: order.id, number: order.number, idempotencyKey: key, total: order.totals.total))
        recorder.recordAcknowledgement()
        return verdict
    }
}

/// What is needed of the answer to `POST /api/orders`.
private struct PlacedOrder: Decodable {
    let id: OrderID
    let number: String
    let status: Order.Status
    let totals: OrderTotals
}
