import Commerce
import OrderService
import TestKit
import Testing

/// What is not a valid request is refused, with everything that is wrong with it.
@Suite struct OrderValidationTests {
    @Test func everyFaultIsToldAtOnce() async throws {
        try await withShop { shop in
            let body = """
                {"items":[{"sku":"has space","quantity":0},{"quantity":1},{"sku":"MUG","quantity":1},{"sku":"MUG","quantity":101}],
                 "email":"nobody","shippingAddress":{"name":" ","line1":"a\\nb","country":"usa"},"payment":{"method":"cash"}}
                """
            let reply = try await shop.place(body, key: "k")
            #expect(reply.status == 422)
            #expect(reply.code == "validation_failed")
            #expect(
                Set(reply.fields) == [
                    "items[0].sku", "items[0].quantity", "items[1].sku", "items[3].sku", "items[3].quantity", "email",
                    "shippingAddress.name", "shippingAddress.line1", "shippingAddress.city", "shippingAddress.postalCode",
                    "shippingAddress.country", "payment.method", "payment.token",
                ])
            #expect(try await shop.place(key: "k").status == 201, "a request that was not valid does not use up its key")
        }
    }

    @Test(arguments: [
        ("{}", ["items", "email", "shippingAddress", "payment"]), (#"{"items":[]}"#, ["items", "email", "shippingAddress", "payment"]),
        (#"{"items":"MUG"}"#, ["items"]), (#"{"items":[{"sku":"MUG","quantity":"two"}]}"#, ["items[0].quantity"]),
        (TestShop.order([("NOPE", 1)]), ["items[0].sku"]), (TestShop.order(cart: .random()), ["cart"]),
    ]) func eachFaultNamesItsField(body: String, fields: [String]) async throws {
        try await withShop { shop in
            let reply = try await shop.place(body, key: "k")
            #expect(reply.status == 422)
            #expect(Set(reply.fields) == Set(fields))
        }
    }

    @Test(arguments: ["a@b.co", "first.last+tag@sub.example.com", "ü@exämple.de"]) func anAddressThatMayExistIsTaken(email: String)
        async throws
    {
        try await withShop { shop in
            let body = TestShop.order().replacing("ada@example.com", with: email)
            let reply = try await shop.place(body, key: "k")
            #expect(reply.status == 201)
        }
    }

    /// As after a change of the configuration: the second replica refuses what the first one took.
    @Test func aRepeatGetsItsAnswerThoughTheLimitsAreNarrowerByNow() async throws {
        try await withTemporaryDatabase { database in
            let world = ShopWorld(database: database)
            world.stock.add("PEN", price: 199, onHand: 1_000)
            let body = TestShop.order([("PEN", 50)])
            try await withReplica(of: world, instance: "first") { first in
                let placed = try await first.place(body, key: "k")
                #expect(placed.status == 201)
                try await withReplica(of: world, ["cart.quantity.maximum": "10"], instance: "second") { second in
                    let repeated = try await second.place(body, key: "k")
                    #expect(repeated.status == 201)
                    #expect(repeated.body == placed.body)
                    #expect(try await second.place(TestShop.order([("PEN", 51)]), key: "k").code == "idempotency_key_reused")
                    let fresh = try await second.place(body, key: "fresh")
                    #expect(fresh.code == "validation_failed")
                    #expect(fresh.fields == ["items[0].quantity"])
                    let broken = try await second.place(body.replacing("ada@example.com", with: "nobody"), key: "k")
                    #expect(Set(broken.fields) == ["items[0].quantity", "email"])
                }
            }
        }
    }

    @Test func brokenBodiesAndKeysNeverBreakTheService() async throws {
        let seed = SeededGenerator.freshSeed()
        try await withShop { shop in
            var generator = SeededGenerator(seed: seed)
            let sample = Array(TestShop.order().utf8)
            for round in 0..<500 {
                var bytes = sample
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                    case 1: bytes.remove(at: index)
                    default: bytes.insert(contentsOf: [UInt8]("{}[],:\"0-9e\\u0000".utf8).shuffled(using: &generator).prefix(2), at: index)
                    }
                }
                let reply = try await shop.place(String(decoding: bytes, as: UTF8.self), key: "k\(round)")
                #expect([201, 400, 402, 409, 422].contains(reply.status), "seed \(seed), round \(round): \(reply.status)")
            }
        }
    }
}
