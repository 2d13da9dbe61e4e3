import Commerce
import Crypto
import Foundation
import HTTPTypes
import HotConfig
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import OrderAPI
import OrderService
import ServiceKit
import Storage
import StorageSQLite
import TestKit

/// One replica of the order service behind its real routes, on a real database, between two fakes.
struct TestShop: Sendable {
    let client: any TestClientProtocol
    let world: ShopWorld

    struct Reply: Sendable {
        var status: Int
        var headers: HTTPFields
        var body: [UInt8]

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try ShopJSON.decode(type, from: body) }
        var code: String? { try? decode(ProblemDocument.self).code }
        var fields: [String] { (try? decode(ProblemDocument.self).errors.map(\.field)) ?? [] }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ json: String? = nil, bearer: String? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = HTTPFields()
        if json != nil { fields[.contentType] = "application/json" }
        if let bearer { fields[.authorization] = "Bearer \(bearer)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        return try await client.execute(uri: path, method: method, headers: fields, body: json.map { ByteBuffer(string: $0) }) { response in
            Reply(status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
        }
    }

    func place(_ json: String = TestShop.order(), key: String) async throws -> Reply {
        try await send(.post, "/api/orders", json, headers: ["Idempotency-Key": key])
    }

    /// Asks for a refund as an administrator: of the whole order, unless `json` names an amount.
    func refund(_ json: String = "{}", of order: Order, key: String) async throws -> Reply {
        let admin = try await world.issuer.admin(subject: "root")
        return try await send(.post, "/api/orders/\(order.id)/refunds", json, bearer: admin, headers: ["Idempotency-Key": key])
    }

    /// Places an order that is confirmed, and waits until nothing is left to do for it.
    func confirmedOrder(_ json: String = TestShop.order(), key: String = "confirmed") async throws -> Order {
        var reply = try await place(json, key: key)
        try await eventually {
            if reply.status != 201 { reply = try await place(json, key: key) }
            return reply.status == 201
        }
        let order = try reply.decode(Order.self)
        try await eventually { try await world.orders.order(order.id)?.saga.isSettled == true }
        return order
    }

    static func order(_ items: [(String, Int)] = [("MUG", 2)], token: String = "tok_visa") -> String {
        let lines = items.map { #"{"sku":"\#($0.0)","quantity":\#($0.1)}"# }.joined(separator: ",")
        return #"{"items":[\#(lines)],\#(customer(token))}"#
    }

    static func order(cart: CartID, token: String = "tok_visa") -> String {
        #"{"cart":"\#(cart)",\#(customer(token))}"#
    }

    private static func customer(_ token: String) -> String {
        #""email":"ada@example.com","shippingAddress":{"name":"Ada","line1":"1 Main St","city":"Town","postalCode":"1","country":"US"},"#
            + #""payment":{"method":"card","token":"\#(token)"}"#
    }
}

/// What several replicas share.
struct ShopWorld: Sendable {
    let database: any Database
    let stock = StockLedger(now: { Date() })
    let payments = PaymentLedger()
    let faults = FaultScript()
    let issuer = TokenIssuer.ephemeral()
    let tokenKey = SymmetricKey(size: .bits256)

    var orders: OrderStore { OrderStore(database: database, now: { Date() }) }
    var tokens: OrderTokens { OrderTokens(key: tokenKey) }

    static let quick = [
        "saga.backoff.first": "1ms", "saga.backoff.maximum": "20ms", "saga.recovery.interval": "10ms", "saga.lease": "30s",
        "checkout.timeout": "9s",
    ]

    func module(_ config: [String: String] = [:], instance: String = "a") throws -> ServiceModule {
        buildOrderService(
            config: try .fixed(Self.quick.merging(config) { $1 }), database: database,
            carts: SQLiteKeyValueStore(database: database, table: "carts"), stock: FaultyStock(ledger: stock, faults: faults),
            payments: FaultyPayments(ledger: payments, faults: faults), orderTokenKey: tokenKey, instance: instance,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }
}

/// Opens a shop with 10 mugs at 12.50 and 1,000 pens at 1.99.
func withShop(_ config: [String: String] = [:], _ body: @escaping @Sendable (TestShop) async throws -> Void) async throws {
    try await withTemporaryDatabase { database in
        let world = ShopWorld(database: database)
        world.stock.add("MUG", price: 1_250, onHand: 10)
        world.stock.add("PEN", price: 199, onHand: 1_000)
        try await withReplica(of: world, config, body)
    }
}

/// Runs one replica for as long as `body` takes, then stops it gracefully.
func withReplica(
    of world: ShopWorld, _ config: [String: String] = [:], instance: String = "a",
    _ body: @escaping @Sendable (TestShop) async throws -> Void
) async throws {
    let module = try world.module(config, instance: instance)
    try await Migrator.migrate(world.database, SQLiteKeyValueStore.migrations(table: "carts"))
    try await module.prepare()
    let app = Application(
        router: buildRouter(modules: [module], tokens: try await world.issuer.verifier()), services: module.background,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await app.test(.router) { client in
        try await body(TestShop(client: client, world: world))
    }
}
