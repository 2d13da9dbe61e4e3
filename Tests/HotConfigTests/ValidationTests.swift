import HotConfig
import Testing

@Suite("What is found wrong with a configuration")
struct ValidationTests {
    private func faults(_ yaml: String) throws -> [ConfigFault] {
        let test = TestWatch(source: MemorySource(yaml))
        return try #require(#expect(throws: ConfigFaults.self) { try test.start() }).faults
    }

    @Test func unsetKeysHaveTheirDefaults() throws {
        let config = try TestWatch(source: MemorySource("shop.open: false")).start().current.value
        #expect(config.ttl == .seconds(30))
        #expect(config.threshold == 100)
        #expect(!config.isOpen)
        #expect(config.countries == ["US", "DE"])
    }

    @Test func everyFaultIsReportedAtOnce() throws {
        let faults = try faults(
            """
            cache.ttl: 2h
            inventory:
              threshold: -1
              treshold: 5
            shop:
              open: maybe
              currency: GBP
              banner: This text is longer than it may be
              countries: [A, B, C, D, E]
            limits: {low: 20, high: 10}
            """)
        #expect(
            faults.map(\.key) == [
                "cache.ttl", "inventory.threshold", "shop.open", "shop.currency", "shop.banner", "shop.countries",
                "limits.low, limits.high", "inventory.treshold",
            ])
        #expect(faults.map(\.location).prefix(3) == ["test.yaml:1", "test.yaml:3", "test.yaml:6"])
        #expect(
            faults.map(\.allowed).prefix(6) == [
                "0s to 1h", "0 to 1000000", "true or false", "one of USD, EUR", "at most 20 characters", "at most 4 items",
            ])
        #expect(faults[0].value == "2h")
        #expect(faults[6].value == "limits.low = 20, limits.high = 10")
        #expect(faults[7].suggestion == "inventory.threshold")
    }

    @Test func theMessageNamesKeyValueReasonAndRange() throws {
        let faults = try #require(
            #expect(throws: ConfigFaults.self) { try TestWatch(source: MemorySource("inventory.threshold: -1")).start() })
        #expect(
            "\(faults)" == """
                The configuration of sample at memory is not valid (1 to mend):
                  test.yaml:1: inventory.threshold = "-1": is out of range; allowed: 0 to 1000000
                """)
    }

    @Test(arguments: [
        ("cache.tll", "cache.ttl"), ("cachettl", "cache.ttl"), ("cache_ttl", "cache.ttl"), ("Cache.TTL", "cache.ttl"),
        ("shop.contries", "shop.countries"), ("inventory.thershold", "inventory.threshold"),
    ])
    func suggestsTheKeyThatWasMeant(written: String, meant: String) throws {
        let fault = try #require(try faults("\(written): 1").first)
        #expect(fault.suggestion == meant)
        #expect(fault.value == nil, "the value may be a secret under a mistyped key")
        #expect(fault.description.hasSuffix("did you mean \(meant)?"))
    }

    @Test func suggestsNothingFarFetched() throws {
        #expect(try faults("completely.different: 1").first?.suggestion == nil)
    }

    @Test func aGroupIsNotAKey() throws {
        let fault = try #require(try faults("limits: 5").first)
        #expect(fault.reason.contains("limits.low, limits.high"))
    }

    @Test func rulesAreNotJudgedOnKeysAtFault() throws {
        #expect(try faults("limits: {low: 20000, high: 10}").map(\.key) == ["limits.low"])
    }

    @Test func aListIsNotAText() throws {
        let fault = try #require(try faults("cache.ttl: [30s]").first)
        #expect(fault.reason.hasSuffix("not a list"))
    }

    @Test func boundsAreInclusive() throws {
        let yaml = "cache.ttl: 1h\ninventory.threshold: 1000000\nshop.banner: 12345678901234567890\nlimits: {low: 10, high: 10}"
        #expect(try TestWatch(source: MemorySource(yaml)).start().current.value.threshold == 1_000_000)
        #expect(try faults("cache.ttl: 1h1ms\ninventory.threshold: 1000001").count == 2)
    }

    @Test func aLongReportIsCut() throws {
        let yaml = (0..<5_000).map { "unknown\($0): 1" }.joined(separator: "\n")
        let faults = try faults(yaml)
        #expect(faults.count <= 201)
    }

    @Test func longValuesAreShortened() throws {
        let fault = try #require(try faults("shop.currency: \(String(repeating: "x", count: 5_000))").first)
        #expect((fault.value?.count ?? 0) < 200)
    }
}
