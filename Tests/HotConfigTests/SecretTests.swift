import Foundation
import HotConfig
import Synchronization
import TestKit
import Testing

@Suite("Secrets stay secret")
struct SecretTests {
    private let clear = "sk_live_0123456789"
    private let yaml = "provider: {apiKey: sk_live_0123456789, retries: 5}"

    @Test func nothingShowsASecret() {
        let secret = Secret(clear)
        var dumped = ""
        dump(secret, to: &dumped)
        let shown = ["\(secret)", String(reflecting: secret), String(describing: [secret]), "\(Optional(secret) as Any)", dumped]
        #expect(shown.allSatisfy { !$0.contains("sk_live") })
        #expect("\(secret)" == "redacted")
    }

    @Test func whatNeedsItGetsIt() {
        #expect(Secret(clear).reveal() == clear)
        #expect(Secret(clear).withUnsafeValue { Array($0) } == Array(clear.utf8))
        #expect(Secret("").isEmpty)
    }

    @Test func comparesByValue() {
        #expect(Secret(clear) == Secret(clear))
        #expect(Secret(clear) != Secret(clear + "0"))
        #expect(Secret(clear) != Secret(""))
    }

    @Test func reportLogAndLastGoodHoldNone() async throws {
        let store = MemoryLastGood()
        let test = TestWatch(source: MemorySource(yaml), lastGood: store)
        let config = try HotConfig<SecretConfig>(test.watch)
        try await config.run()
        test.source.set("provider: {apiKey: [sk_live_0123456789], retries: 50, apikeyy: sk_live_0123456789}")
        await config.poll()

        #expect(config.current.value.apiKey == Secret(clear))
        let report = String(decoding: try JSONEncoder().encode(config.report), as: UTF8.self)
        #expect(config.report.lastRejected?.faults.count == 3)
        #expect(report.contains("\"redacted\"") && !report.contains("sk_live"))
        #expect(!test.log.text.contains("sk_live") && test.log.entries.count == 2)
        #expect(!"\(config.current)".contains("sk_live"))
        let record = try #require(store.state.withLock { $0.record })
        #expect(record.settings == ["provider.retries": .text("5")])
    }

    @Test func aBrokenDocumentIsNotQuoted() throws {
        let test = TestWatch(source: MemorySource("provider:\n  apiKey: \"sk_live_0123456789\n  retries: 1"))
        let faults = try #require(#expect(throws: ConfigFaults.self) { try HotConfig<SecretConfig>(test.watch) })
        #expect(!"\(faults)".contains("sk_live"))
    }

    @Test func aRequiredSecretMustBeThere() throws {
        let faults = try #require(#expect(throws: ConfigFaults.self) { try HotConfig<SecretConfig>.fixed(["provider.retries": "1"]) })
        #expect(faults.faults.map(\.key) == ["provider.apiKey"])
        #expect(faults.faults.first?.allowed == "at least 8 bytes")
        let short = try #require(#expect(throws: ConfigFaults.self) { try HotConfig<SecretConfig>.fixed(["provider.apiKey": "short"]) })
        #expect(short.faults.first?.value == "redacted")
        #expect(try HotConfig<SecretConfig>.fixed(["provider.apiKey": clear]).current.value.webhook.isEmpty)
    }

    @Test func lastGoodTakesItsSecretsFromTheSource() throws {
        let record = LastGoodRecord(service: "vault", revision: "abc", settings: ["provider.retries": .text("7")])
        let broken = TestWatch(
            source: MemorySource("provider: {apiKey: sk_live_0123456789, retries: 50}"), lastGood: MemoryLastGood(record))
        let config = try HotConfig<SecretConfig>(broken.watch)
        #expect(config.current.value.retries == 7)
        #expect(config.current.value.apiKey.reveal() == clear)

        let gone = TestWatch(source: MemorySource(failing: .sample("is gone")), lastGood: MemoryLastGood(record))
        let faults = try #require(#expect(throws: ConfigFaults.self) { try HotConfig<SecretConfig>(gone.watch) })
        #expect(faults.lastGoodFaults.map(\.key) == ["provider.apiKey"])
    }
}
