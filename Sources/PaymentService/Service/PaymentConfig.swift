package import HotConfig

/// The hot configuration of the payment service.
///
/// Keys: `provider.timeout`, `payment.ceiling`, `resolve.interval`, `resolve.grace`, `resolve.onDemandAfter`, `resolve.batch`,
/// `resolve.backoff.first`, `resolve.backoff.longest`, `sandbox.latency`, `sandbox.slow`, `sandbox.settling`.
package struct PaymentConfig: HotConfigurable {
    package static let service = "payment"

    package var providerTimeout: Duration
    package var ceiling: Int
    package var resolveInterval: Duration
    package var resolveGrace: Duration
    package var resolveOnDemandAfter: Duration
    package var resolveBatch: Int
    package var firstBackoff: Duration
    package var longestBackoff: Duration
    package var sandbox: SandboxLatencies

    package init(_ fields: inout ConfigFields) {
        providerTimeout = fields.duration(
            "provider.timeout", default: .seconds(4), in: .milliseconds(1) ... .seconds(30),
            "How long the provider may take for one call before its outcome counts as unknown.")
        ceiling = fields.integer(
            "payment.ceiling", default: 100_000_000, in: 1...1_000_000_000_000,
            "The largest amount of one payment, in minor units of its currency.")
        resolveInterval = fields.duration(
            "resolve.interval", default: .milliseconds(250), in: .milliseconds(10) ... .seconds(60),
            "How often payments with an unknown outcome are looked for.")
        resolveGrace = fields.duration(
            "resolve.grace", default: .seconds(1), in: .zero ... .seconds(60),
            "How much longer than provider.timeout a call may be under way before another replica takes the payment up.")
        resolveOnDemandAfter = fields.duration(
            "resolve.onDemandAfter", default: .milliseconds(250), in: .zero ... .seconds(60),
            "How long nobody may have worked on an unresolved payment before a request for it asks the provider again.")
        resolveBatch = fields.integer(
            "resolve.batch", default: 32, in: 1...1_000, "How many unresolved payments one replica takes up at once.")
        firstBackoff = fields.duration(
            "resolve.backoff.first", default: .milliseconds(250), in: .milliseconds(1) ... .seconds(60),
            "The wait before the provider is asked again; it doubles each time.")
        longestBackoff = fields.duration(
            "resolve.backoff.longest", default: .seconds(5), in: .milliseconds(1) ... .seconds(600),
            "The longest wait before the provider is asked again.")
        sandbox = SandboxLatencies(
            call: fields.duration(
                "sandbox.latency", default: .zero, in: .zero ... .seconds(30), "How long the sandbox takes for any call."),
            slow: fields.duration(
                "sandbox.slow", default: .seconds(2), in: .zero ... .seconds(30), "How long the sandbox takes to answer tok_slow."),
            settling: fields.duration(
                "sandbox.settling", default: .seconds(1), in: .zero ... .seconds(60),
                "How long after the call a tok_timeout charge turns out captured."))
        fields.require(
            firstBackoff <= longestBackoff, keys: ["resolve.backoff.first", "resolve.backoff.longest"],
            "the first wait must not be longer than the longest")
    }

    /// How long whoever asks the provider has the payment to itself.
    var lease: Duration { providerTimeout + resolveGrace }
}
