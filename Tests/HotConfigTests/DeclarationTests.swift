import HotConfig
import Testing

@Suite("The schema that a declaration makes")
struct DeclarationTests {
    /// Everything that a declaration can get wrong.
    private struct Unsound: HotConfigurable {
        static let service = "unsound"

        init(_ fields: inout ConfigFields) {
            _ = fields.integer("twice", default: 1, in: 0...5, "First.")
            _ = fields.integer("twice", default: 1, in: 0...5, "Second.")
            _ = fields.integer("group", default: 1, in: 0...5, "A key.")
            _ = fields.integer("group.member", default: 1, in: 0...5, "A key within a key.")
            _ = fields.integer("range", default: 9, in: 0...5, "Out of its range.")
            _ = fields.duration("fine", default: .microseconds(1), in: .zero ... .seconds(1), "Finer than a millisecond.")
            _ = fields.list("many", default: ["a", "b"], maxCount: 1, "Too many.")
            _ = fields.string("choice", default: "c", oneOf: ["a", "b"], "None of them.")
            _ = fields.boolean("no key", default: true, "Not a key.")
            fields.require(true, keys: ["absent"], "A rule on nothing.")
        }
    }

    @Test func listsEveryFieldInOrder() {
        let schema = ConfigSchema(of: SampleConfig.self)
        #expect(schema.service == "sample")
        #expect(
            schema.fields.map(\.key) == [
                "cache.ttl", "inventory.threshold", "shop.open", "shop.currency", "shop.banner", "shop.countries", "limits.low",
                "limits.high",
            ])
        #expect(schema.fields.map(\.kind) == [.duration, .integer, .boolean, .string, .string, .list, .integer, .integer])
        #expect(schema.fields[0].defaultValue == .text("30s"))
        #expect(schema.fields[0].constraint == .durations(.zero ... .seconds(3_600)))
        #expect(schema.fields[1].constraint == .integers(0...1_000_000))
        #expect(schema.rules.map(\.keys) == [["limits.low", "limits.high"]])
        #expect(schema.faults.isEmpty)
        #expect(ConfigSchema(of: SecretConfig.self).secretKeys == ["provider.apiKey", "provider.webhookSecret"])
    }

    @Test func anUnsoundDeclarationIsFound() {
        let faults = ConfigSchema(of: Unsound.self).faults
        #expect(faults.map(\.key) == ["twice", "group.member", "range", "fine", "many", "choice", "no key", "absent"])
        #expect(faults.allSatisfy { $0.reason.contains("a mistake in the program") })
    }

    @Test func anUnsoundDeclarationDoesNotStart() {
        #expect(throws: ConfigFaults.self) { try HotConfig<Unsound>.fixed(["range": "3"]) }
    }

    @Test func documentedDefaultsAreAValidConfiguration() throws {
        let text = ConfigSchema(of: SampleConfig.self).documentedDefaults
        let config = try TestWatch(source: MemorySource(text)).start()
        #expect(config.current.value == HotConfig<SampleConfig>.fixed().current.value)
        #expect(Set(config.report.values.map(\.key)).count == 8)
    }

    @Test func documentedDefaultsTellAllAboutAKey() {
        let text = ConfigSchema(of: SampleConfig.self).documentedDefaults
        #expect(text.contains("# At or below it a SKU counts as low.\n# Integer, 0 to 1000000. Default: 100.\ninventory.threshold: 100\n"))
        #expect(text.contains("# String, at most 20 characters. Default: empty.\nshop.banner: \"\"\n"))
        #expect(text.contains("shop.countries: [\"US\", \"DE\"]"))
        #expect(text.contains("# - limits.low, limits.high: limits.low must not be above limits.high"))
    }

    @Test func documentedDefaultsLeaveSecretsToBeFilledIn() {
        let text = ConfigSchema(of: SecretConfig.self).documentedDefaults
        #expect(text.contains("# Secret, at least 8 bytes, required.\n# provider.apiKey: …"))
    }
}
