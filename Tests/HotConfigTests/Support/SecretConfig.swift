import HotConfig

/// A required secret, an optional one, and a key that is none.
struct SecretConfig: HotConfigurable {
    static let service = "vault"

    var apiKey: Secret
    var webhook: Secret
    var retries: Int

    init(_ fields: inout ConfigFields) {
        apiKey = fields.secret("provider.apiKey", minBytes: 8, "The key of the payment provider.")
        webhook = fields.secret("provider.webhookSecret", isRequired: false, "Signs webhooks.")
        retries = fields.integer("provider.retries", default: 3, in: 0...10, "How often a call is tried again.")
    }
}
