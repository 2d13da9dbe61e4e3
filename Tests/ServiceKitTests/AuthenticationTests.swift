import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServiceKit
import Testing

@Suite struct AuthenticationTests {
    private func withGuardedServer(
        _ issuer: TokenIssuer, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await withTestServer(
            issuer: issuer,
            routes: { routes in
                routes.get("admin") { _, context in
                    try context.requireAdmin()
                    return "in"
                }
                routes.get("service") { _, context in
                    try context.requireService("order-service")
                    return "in"
                }
            }, body)
    }

    private func status(_ client: any TestClientProtocol, _ path: String, _ authorization: String?) async throws -> Int {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        return try await client.execute(uri: path, method: .get, headers: headers) { $0.status.code }
    }

    @Test func rolesOpenTheirOwnDoorsOnly() async throws {
        let issuer = TokenIssuer.ephemeral()
        let admin = "Bearer \(try await issuer.admin(subject: "ada"))"
        let order = "bearer \(try await issuer.service("order-service"))"
        let storefront = "Bearer \(try await issuer.service("storefront"))"
        try await withGuardedServer(issuer) { client in
            #expect(try await status(client, "/admin", admin) == 200)
            #expect(try await status(client, "/admin", order) == 403)
            #expect(try await status(client, "/admin", nil) == 401)
            #expect(try await status(client, "/service", order) == 200)
            #expect(try await status(client, "/service", storefront) == 403)
            #expect(try await status(client, "/service", admin) == 403)
            #expect(try await status(client, "/service", nil) == 401)
        }
    }

    @Test func believesNoTokenThatIsNotItsOwn() async throws {
        let issuer = TokenIssuer.ephemeral()
        let good = try await issuer.admin(subject: "ada")
        let foreign = try await TokenIssuer.ephemeral().admin(subject: "eve")
        let old = Date(timeIntervalSinceNow: -TokenIssuer.adminLifetime - 60)
        let expired = try await TokenIssuer(privateKeyText: issuer.privateKeyText, now: { old }).admin(subject: "ada")
        let unsigned = "eyJhbGciOiJub25lIn0." + good.split(separator: ".")[1] + "."
        let changed = String(good.dropLast(4)) + "AAAA"
        try await withGuardedServer(issuer) { client in
            for token in [foreign, expired, unsigned, changed, "", "a.b.c", String(repeating: "x.", count: 5_000)] {
                #expect(try await status(client, "/admin", "Bearer \(token)") == 401, "\(token.prefix(40))")
            }
            #expect(try await status(client, "/admin", good) == 401)
            #expect(try await status(client, "/admin", "Basic \(good)") == 401)
            // Also after a good token has been remembered.
            #expect(try await status(client, "/admin", "Bearer \(good)") == 200)
            #expect(try await status(client, "/admin", "Bearer \(changed)") == 401)
        }
    }
}
