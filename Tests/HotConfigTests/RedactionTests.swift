import HotConfig
import Testing

@Suite("Showing a content")
struct RedactionTests {
    private let schema = ConfigSchema(of: SecretConfig.self)

    private func shown(_ text: String, as name: String = "vault.yaml") -> String {
        schema.redacted(SourceEntry(name: name, bytes: Array(text.utf8)))
    }

    @Test func aSecretOnALineOfItsOwnIsReplaced() {
        let text = "# keys\nprovider:\n  apiKey: \"hunter2-hunter2\"  # new\n  retries: 3\n"
        #expect(shown(text) == "# keys\nprovider:\n  apiKey: \"redacted\"  # new\n  retries: 3")
    }

    @Test(
        arguments: [
            "provider.apiKey: |\n  hunter2\n  hunter2", "provider.apiKey: hunter2hunter2\n# was hunter2hunter2", "provider.apiKye: hunter2",
            "provider.apiKey: \"hunter2\\x68unter2\"", "{provider.apiKey: hunter2hunter2", "provider.apiKey: hunter2hunter2\nx: 1",
        ])
    func whereThatIsNotCertainNothingIsShown(text: String) {
        #expect(!shown(text).contains("hunter2"))
        #expect(shown(text).hasPrefix("# redacted"))
    }

    @Test func aValueUnderItsOwnKeyIsReplacedToo() {
        #expect(shown("hunter2hunter2", as: "provider.apiKey") == "redacted")
        #expect(shown("3", as: "provider.retries") == "3")
    }

    @Test func whatHasNoSecretsIsShownAsItIs() {
        let text = "cache.ttl: 5s\nnonsense: {"
        #expect(ConfigSchema(of: SampleConfig.self).redacted(SourceEntry(name: "a.yaml", bytes: Array(text.utf8))) == text)
    }

    @Test func aCheckFindsWhatTheServiceWould() {
        let check = ConfigCheck(of: SecretConfig.self)
        let entries = [SourceEntry(name: "a.yaml", bytes: Array("provider.retries: 11\nprovider.apiKey: short\ntypo: 1".utf8))]
        #expect(check.faults(in: entries).map(\.key) == ["provider.apiKey", "provider.retries", "typo"])
        #expect(check.settings(in: entries) == ["provider.retries": "11", "provider.apiKey": "redacted", "typo": "1"])
    }
}
