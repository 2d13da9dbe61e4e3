import HotConfig
import PaymentService
import Testing

@Suite("The payment service's configuration")
struct PaymentConfigTests {
    @Test("is sound, and its defaults are as documented")
    func defaults() {
        #expect(ConfigSchema(of: PaymentConfig.self).faults.isEmpty)
        let config = HotConfig<PaymentConfig>.fixed().current.value
        #expect(config.providerTimeout == .seconds(4))
        #expect(config.sandbox == SandboxLatencies())
    }

    @Test("tells all faults at once")
    func faults() throws {
        let settings = ["provider.timeout": "0s", "resolve.backoff.first": "10s", "payment.ceiling": "0"]
        let faults = #expect(throws: ConfigFaults.self) { _ = try HotConfig<PaymentConfig>.fixed(settings) }
        #expect(faults?.faults.count == 3)
    }
}
