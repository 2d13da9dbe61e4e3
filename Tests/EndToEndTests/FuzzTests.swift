import Foundation
import TestKit
import Testing

/// Seeded rubbish at every door: no crash, no 500, and every refusal says why.
@Suite(.serialized) struct FuzzTests {
    private static let rounds = 3_000

    @Test(.timeLimit(.minutes(5))) func noInputBringsTheShopDown() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        try await OpenShop.withShop { shop in
            let api = try shop.api
            let rubbish = Rubbish(sku: try #require(try await api.skus(1).first), token: api.adminToken)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        var random = SeededGenerator(seed: seed &+ UInt64(lane))
                        for round in 0..<Self.rounds / 4 {
                            let request = rubbish.request(using: &random)
                            let answer = try await Self.send(request, to: shop, seed: seed, round: round)
                            Self.judge(answer, to: request, seed: seed)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(shop.process.poll() == nil, "seed \(seed): the shop ended")
            #expect(try await api.placeOrderPatiently(ShopAPI.orderBody(sku: rubbish.sku)).status == 201)
            try await eventually(within: .seconds(30)) {
                try await SoukBinary.run(["audit", "--home", shop.home, "--grace", "0s"], in: shop.home).status == 0
            }
        }
    }

    private static func send(_ request: Rubbish.Request, to shop: OpenShop, seed: UInt64, round: Int) async throws -> HTTP.Answer {
        do {
            return try await HTTP.send(request.method, shop.url + request.path, headers: request.headers, body: request.body)
        } catch {
            throw SpawnError(program: "seed \(seed), round \(round), \(request)", reason: "\(error)")
        }
    }

    private static func judge(_ answer: HTTP.Answer, to request: Rubbish.Request, seed: UInt64) {
        #expect(answer.status != 500 && answer.status != 502, "seed \(seed): \(request) -> \(answer.status) \(answer.body.prefix(300))")
        guard answer.status >= 400, request.path.hasPrefix("/api"), request.method != "HEAD" else { return }
        let code = try? answer.object()["code"] as? String
        #expect(code?.isEmpty == false, "seed \(seed): \(request) -> \(answer.status) without a code: \(answer.body.prefix(300))")
    }
}

/// Requests that are nearly right, or not at all.
private struct Rubbish: Sendable {
    struct Request: Sendable, CustomStringConvertible {
        var method: String
        var path: String
        var headers: [String: String] = [:]
        var body: String?

        var description: String { "\(method) \(path) \(headers.filter { $0.key != "Authorization" }) \(body?.prefix(500) ?? "")" }
    }

    let sku: String
    let token: String

    func request(using random: inout SeededGenerator) -> Request {
        let json = ["Content-Type": "application/json"]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return Request(method: "GET", path: "/api/products?\(query(using: &random))")
        case 1: return Request(method: "GET", path: "/?\(query(using: &random))")
        case 2: return Request(method: "GET", path: "/\(segment(using: &random))/\(segment(using: &random))")
        case 3:
            let key = text(using: &random).filter { $0.isASCII && !$0.isNewline && $0 != "\0" }
            return Request(
                method: "POST", path: "/api/orders", headers: json.merging(["Idempotency-Key": key]) { $1 }, body: order(using: &random))
        case 4:
            let cart = segment(using: &random)
            return Request(
                method: "PUT", path: "/api/carts/\(cart)/items/\(segment(using: &random))", headers: json,
                body: value(depth: 2, using: &random))
        case 5:
            let headers = ["Content-Type": "text/csv", "Authorization": "Bearer \(token)"]
            return Request(method: "POST", path: "/api/admin/imports?dryRun=true", headers: headers, body: csv(using: &random))
        case 6:
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let path = ["/cart/items", "/checkout", "/cart/items/\(segment(using: &random))"].randomElement(using: &random) ?? "/checkout"
            return Request(method: "POST", path: path, headers: form, body: query(using: &random))
        default:
            let headers = json.merging(["Authorization": "Bearer \(token)"]) { $1 }
            return Request(
                method: "PUT", path: "/api/admin/inventory/\(segment(using: &random))", headers: headers,
                body: value(depth: 2, using: &random))
        }
    }

    /// An order in which some members are replaced by something else, or the whole text is cut or changed.
    private func order(using random: inout SeededGenerator) -> String {
        var body = ShopAPI.orderBody(sku: sku)
        let members = ["\"\(sku)\"", "1}]", "\"ada@example.com\"", "\"GB\"", "\"tok_visa\"", "\"card\"", "\"London\""]
        for member in members where Int.random(in: 0..<4, using: &random) == 0 {
            body = body.replacing(member, with: value(depth: 1, using: &random), maxReplacements: 1)
        }
        if Int.random(in: 0..<4, using: &random) == 0 { body = String(body.prefix(Int.random(in: 0...body.count, using: &random))) }
        return body
    }

    private func value(depth: Int, using random: inout SeededGenerator) -> String {
        let plain = [
            "null", "true", "-1", "0", "1e400", "9223372036854775808", "1.5", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "NaN",
            "{\"quantity\":0}",
            "{\"quantity\":-9223372036854775808}", "{\"onHand\":1e19}", "\"'; DROP TABLE orders; --\"", "\"<script>alert(1)</script>\"",
        ]
        if depth > 0, Int.random(in: 0..<3, using: &random) == 0 {
            return "{\"quantity\":\(value(depth: depth - 1, using: &random)),\"onHand\":[\(value(depth: depth - 1, using: &random))]}"
        }
        if Int.random(in: 0..<8, using: &random) == 0 { return String(repeating: "[", count: Int.random(in: 1...5_000, using: &random)) }
        return plain.randomElement(using: &random) ?? "null"
    }

    private func text(using random: inout SeededGenerator) -> String {
        let pieces = [
            "a", "%", "\"", "'", "\\", "\u{0}", "é", "🛒", " ", "\n", "-", "..", "<", "&", "=", "x=1", "\u{202E}",
            String(repeating: "k", count: 300),
        ]
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    private func segment(using random: inout SeededGenerator) -> String {
        let known = ["products", "orders", "cart", sku, "carts", "assets", "checkout"]
        if Int.random(in: 0..<3, using: &random) == 0 { return known.randomElement(using: &random) ?? sku }
        let raw = text(using: &random).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "x"
        return raw.isEmpty ? "x" : raw
    }

    private func query(using random: inout SeededGenerator) -> String {
        let names = ["search", "category", "limit", "after", "quantity", "sku", "handle", "cart", "key", "email", "payment", "nonsense"]
        return (0..<Int.random(in: 0...5, using: &random)).map { _ in
            let name = names.randomElement(using: &random) ?? "search"
            let value =
                Bool.random(using: &random)
                ? segment(using: &random) : ["%", "%zz", "%00", "-1", "0", "101", "abc"].randomElement(using: &random) ?? ""
            return "\(name)=\(value)"
        }.joined(separator: "&")
    }

    private func csv(using random: inout SeededGenerator) -> String {
        let header =
            "Handle,Title,Body (HTML),Vendor,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\n"
        let rows = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            (0..<Int.random(in: 0...14, using: &random)).map { _ in text(using: &random) }.joined(separator: ",")
        }
        return (Bool.random(using: &random) ? header : text(using: &random)) + rows.joined(separator: "\n")
    }
}
