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

    @Test func tellsWhenATokenOfOursEnds() async throws {
        let issuer = TokenIssuer.ephemeral()
        let verifier = try await issuer.verifier()
        let expiry = try #require(await verifier.expiry(of: try await issuer.service("order-service")))
        #expect(abs(expiry.timeIntervalSinceNow - TokenIssuer.serviceLifetime) < 60)
        #expect(await verifier.expiry(of: try await TokenIssuer.ephemeral().service("order-service")) == nil, "signed by another key")
        #expect(await verifier.expiry(of: "rubbish") == nil)
        let past = try TokenIssuer(privateKeyText: issuer.privateKeyText, now: { Date(timeIntervalSinceNow: -400 * 24 * 3600) })
        #expect(await verifier.expiry(of: try await past.service("order-service")) == nil, "it has ended")
    }

    private func expect(
        _ status: Int, _ client: any TestClientProtocol, _ path: String, _ authorization: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        let answer = try await client.execute(uri: path, method: .get, headers: headers) { $0.status.code }
        #expect(answer == status, "\(path) with \(authorization?.prefix(40) ?? "no token")", sourceLocation: sourceLocation)
    }

    @Test func rolesOpenTheirOwnDoorsOnly() async throws {
        let issuer = TokenIssuer.ephemeral()
        let admin = "Bearer \(try await issuer.admin(subject: "ada"))"
        let order = "bearer \(try await issuer.service("order-service"))"
        let storefront = "Bearer \(try await issuer.service("storefront"))"
        try await withGuardedServer(issuer) { client in
            try await expect(200, client, "/admin", admin)
            try await expect(403, client, "/admin", order)
            try await expect(401, client, "/admin", nil)
            try await expect(200, client, "/service", order)
            try await expect(403, client, "/service", storefront)
            try await expect(403, client, "/service", admin)
            try await expect(401, client, "/service", nil)
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
                try await expect(401, client, "/admin", "Bearer \(token)")
            }
            try await expect(401, client, "/admin", good)
            try await expect(401, client, "/admin", "Basic \(good)")
            // Also after a good token has been remembered.
            try await expect(200, client, "/admin", "Bearer \(good)")
            try await expect(401, client, "/admin", "Bearer \(changed)")
        }
    }
}
