import Commerce
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OrderAPI
import PaymentAPI
import ProductAPI
import Synchronization

/// A shop of two products, whose answers to orders a test decides by key and attempt.
final class FakeShop: Sendable {
    enum OrderReply: Sendable {
        case confirmed
        case processing
        case problem(Int, code: String, retryAfter: Int? = nil)
        /// The connection is closed in the middle of the answer.
        case cutOff
    }

    struct Seen: Sendable {
        var paths: [String] = []
        /// Attempts by idempotency key, in the order of their arrival.
        var orders: [String] = []
        var tokens: [String: Int] = [:]
        var ifMatch: [String] = []
    }

    private let state = Mutex(Seen())
    private let reply: @Sendable (_ key: String, _ attempt: Int) -> OrderReply
    private let delay: Duration
    private let failingReads: Int

    /// The first `failingReads` requests for products are answered with an error.
    init(
        delay: Duration = .zero, failingReads: Int = 0,
        reply: @escaping @Sendable (_ key: String, _ attempt: Int) -> OrderReply = { _, _ in .confirmed }
    ) {
        self.delay = delay
        self.failingReads = failingReads
        self.reply = reply
    }

    var seen: Seen { state.withLock { $0 } }

    /// Serves until the body ends; the body gets the base address.
    func serve<Value: Sendable>(_ body: @Sendable (_ address: String) async throws -> Value) async throws -> Value {
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "fake-shop") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let value = try await body("http://127.0.0.1:\(port)")
            group.cancelAll()
            return value
        }
    }

    // MARK: Routes

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("api/products") { request, _ in
            guard self.note(request) > self.failingReads else { return Response(status: .internalServerError) }
            let items = ["mug", "tee"].map { handle in
                ProductSummary(
                    handle: handle, title: "A \(handle.capitalized) to like", vendor: "", category: "things", image: nil,
                    priceFrom: Money(500, .usd), compareAtPrice: nil, priceVaries: false, availability: .inStock)
            }
            return try Self.json(ProductPage(items: items, next: nil))
        }
        router.get("api/products/:handle") { request, context in
            guard self.note(request) > self.failingReads else { return Response(status: .internalServerError) }
            let handle = try context.parameters.require("handle")
            let skus = ["\(handle)-1", "\(handle)-2"].compactMap { SKU($0) }
            let variants = skus.enumerated().map { Variant(sku: $1, price: Money(500, .usd), availability: $0 == 0 ? .inStock : .soldOut) }
            return try Self.json(Product(handle: handle, title: handle, variants: variants))
        }
        router.post("api/carts") { request, _ in
            self.note(request)
            let id = CartID.random()
            return try Self.json(Cart(id: id, items: [], total: .zero(.usd)), status: .created, entityTag: "\"1\"")
        }
        router.put("api/carts/:id/items/:sku") { request, _ in
            self.note(request)
            if let tag = request.headers[.ifMatch] { self.state.withLock { $0.ifMatch.append(tag) } }
            return try Self.json(["ok": true])
        }
        router.post("api/orders") { request, context in
            try await Task.sleep(for: self.delay)
            return try await self.order(request, context)
        }
        return router
    }

    /// Returns how many requests there have been, this one included.
    @discardableResult
    private func note(_ request: Request) -> Int {
        state.withLock { state in
            state.paths.append(request.uri.path)
            return state.paths.count
        }
    }

    private func order(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        note(request)
        let bytes = try await request.body.collect(upTo: 100_000)
        let body = try JSONDecoder().decode(OrderRequest.self, from: Data(bytes.readableBytesView))
        let key = HTTPField.Name("idempotency-key").flatMap { request.headers[$0] } ?? "none"
        let attempt = state.withLock { state in
            state.orders.append(key)
            state.tokens[body.payment.token, default: 0] += 1
            return state.orders.count { $0 == key }
        }
        switch reply(key, attempt) {
        case .confirmed: return try Self.json(PlacedOrder(key: key, status: .confirmed), status: .created)
        case .processing: return try Self.json(PlacedOrder(key: key, status: .processing), status: .created)
        case .problem(let status, let code, let retryAfter):
            var response = try Self.json(["code": code, "detail": "As the test wants it."], status: .init(code: status))
            response.headers[.contentType] = "application/problem+json"
            if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
            return response
        case .cutOff:
            return Response(
                status: .created, headers: [.contentLength: "1000"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "{"))
                    throw CancellationError()
                })
        }
    }

    private static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, entityTag: String? = nil) throws -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let entityTag { headers[.eTag] = entityTag }
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}

/// The part of an order's answer that a client needs.
private struct PlacedOrder: Encodable {
    let id: String
    let number: String
    let status: Order.Status
    let totals: OrderTotals

    init(key: String, status: Order.Status) {
        id = "order-\(key)"
        number = "S-\(key.split(separator: "-").last ?? "")"
        self.status = status
        totals = OrderTotals(subtotal: Money(500, .usd), shipping: .zero(.usd), tax: Money(40, .usd), total: Money(540, .usd))
    }
}
