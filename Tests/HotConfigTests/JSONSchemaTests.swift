import Foundation
import HotConfig
import Testing

@Suite("The schema that is published")
struct JSONSchemaTests {
    private func schema<Value: HotConfigurable>(of type: Value.Type) throws -> [String: Any] {
        let text = try ConfigSchema(of: type).jsonSchema
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func definition(_ key: String) throws -> [String: Any] {
        let definitions = try #require(try schema(of: SampleConfig.self)["$defs"] as? [String: Any])
        return try #require(definitions[key] as? [String: Any])
    }

    @Test func isOfTheDraftAndClosed() throws {
        let root = try schema(of: SampleConfig.self)
        #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(root["additionalProperties"] as? Bool == false && root["type"] as? String == "object")
        #expect((root["x-rules"] as? [[String: Any]])?.first?["keys"] as? [String] == ["limits.low", "limits.high"])
        #expect(root["allOf"] == nil, "nothing is required")
    }

    @Test func statesTypesRangesAndDefaults() throws {
        let threshold = try definition("inventory.threshold")
        #expect(threshold["type"] as? String == "integer" && threshold["minimum"] as? Int == 0)
        #expect(threshold["maximum"] as? Int == 1_000_000 && threshold["default"] as? Int == 100)
        let currency = try definition("shop.currency")
        #expect(currency["enum"] as? [String] == ["USD", "EUR"])
        #expect(try definition("shop.open")["type"] as? String == "boolean")
        #expect(try definition("shop.banner")["maxLength"] as? Int == 20)
        let countries = try definition("shop.countries")
        #expect(countries["type"] as? [String] == ["array", "string"] && countries["maxItems"] as? Int == 4)
        #expect(countries["default"] as? [String] == ["US", "DE"])
        let ttl = try definition("cache.ttl")
        #expect(ttl["default"] as? String == "30s" && ttl["x-maximum"] as? String == "1h")
        #expect((ttl["description"] as? String)?.hasPrefix("How long a product may be served from memory.") == true)
    }

    @Test(
        arguments: [
            ("30s", true), ("250ms", true), ("1m30s", true), ("1h", true), ("0s", true), ("2m3s4ms", true), ("5m", true), ("", false),
            ("30", false), ("1s1m", false), ("-1s", false), ("1.5s", false), ("1d", false), ("s", false), ("5msm", false),
        ])
    func durationsMatchThePatternJustWhenTheyAreRead(text: String, isDuration: Bool) throws {
        let pattern = try Regex(try #require(try definition("cache.ttl")["pattern"] as? String))
        #expect((text.wholeMatch(of: pattern) != nil) == isDuration)
        let faults = ConfigCheck(of: SampleConfig.self).faults(in: [
            SourceEntry(name: "test.yaml", bytes: Array("cache.ttl: \"\(text)\"".utf8))
        ])
        #expect(faults.isEmpty == isDuration)
    }

    /// `cache.ttl` in one word, or `ttl` under `cache`: whatever a service reads, the schema lets pass.
    @Test func aKeyMayBeWrittenInEveryWay() throws {
        let properties = try #require(try schema(of: SampleConfig.self)["properties"] as? [String: Any])
        #expect((properties["cache.ttl"] as? [String: String]) == ["$ref": "#/$defs/cache.ttl"])
        let cache = try #require(properties["cache"] as? [String: Any])
        #expect(cache["additionalProperties"] as? Bool == false)
        #expect(((cache["properties"] as? [String: Any])?["ttl"] as? [String: String]) == ["$ref": "#/$defs/cache.ttl"])
    }

    @Test func aSecretIsRequiredAndHasNoDefault() throws {
        let root = try schema(of: SecretConfig.self)
        let key = try #require((root["$defs"] as? [String: Any])?["provider.apiKey"] as? [String: Any])
        #expect(key["writeOnly"] as? Bool == true && key["default"] == nil)
        let required = try #require((root["allOf"] as? [[String: Any]])?.first?["anyOf"] as? [[String: Any]])
        #expect(required.count == 2 && required[0]["required"] as? [String] == ["provider.apiKey"])
    }
}
