import Foundation
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("Bearer tokens")
struct AccessTokensTests {
    private let now = KubeTime(seconds: 1_780_000_000)
    private let account = ServiceAccount(namespace: "shop", name: "storefront", pod: .init(name: "p1", uid: "u1"))

    @Test("tokens outlive the server, and tell who shows them")
    func kept() async throws {
        try await withTemporaryDirectory { folder in
            let first = try AccessTokens(folder: folder)
            let token = first.token(for: account, at: now, lifetime: .seconds(3_600))
            let second = try AccessTokens(folder: folder)
            #expect(second.administrator == first.administrator)
            #expect(second.identity(of: first.administrator, now: now) == .administrator)
            let identity = try #require(second.identity(of: token, now: now))
            #expect(identity.name == "system:serviceaccount:shop:storefront")
            #expect(identity.account == account)
            #expect(!identity.isAdministrator)
            for file in ["admin.token", "token.key"] {
                let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
        }
    }

    @Test("a token that has expired, was changed anywhere, or is another server's is nobody's")
    func refused() async throws {
        try await withTemporaryDirectory { folder in
            let tokens = try AccessTokens(folder: folder + "/one")
            let others = try AccessTokens(folder: folder + "/two")
            let token = tokens.token(for: account, at: now, lifetime: .seconds(60))
            #expect(tokens.identity(of: token, now: now + .seconds(59)) != nil)
            #expect(tokens.identity(of: token, now: now + .seconds(60)) == nil)
            #expect(others.identity(of: token, now: now) == nil)
            #expect(others.identity(of: tokens.administrator, now: now) == nil)
            let bytes = Array(token.utf8)
            for index in bytes.indices {
                var changed = bytes
                changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                // The last character of 43 carries two bits that do not count.
                guard index != bytes.count - 1 else { continue }
                #expect(tokens.identity(of: String(decoding: changed, as: UTF8.self), now: now) == nil, "byte \(index)")
            }
            for text in ["", ".", "..", "a.b.c", String(repeating: "x", count: 10_000)] {
                #expect(tokens.identity(of: text, now: now) == nil)
            }
        }
    }
}
