import HotConfig
import Testing

@Suite("How sources are parsed")
struct ParsingTests {
    private func parse(_ yaml: String) -> ParsedSettings {
        ParsedSettings(.yaml(yaml))
    }

    private func values(_ yaml: String) -> [String: SettingValue] {
        let parsed = parse(yaml)
        #expect(parsed.faults.isEmpty)
        return parsed.settings.mapValues(\.value)
    }

    @Test func nestedAndDottedKeysAreTheSame() {
        let expected: [String: SettingValue] = ["cache.ttl": .text("30s"), "cache.size": .text("5")]
        #expect(values("cache:\n  ttl: 30s\n  size: 5") == expected)
        #expect(values("cache.ttl: 30s\ncache.size: 5") == expected)
        #expect(values("{\"cache\": {\"ttl\": \"30s\", \"size\": 5}}") == expected)
        #expect(values("cache: {ttl: '30s'}\ncache.size: \"5\"") == expected)
    }

    @Test func scalarsAreTakenAsTheirText() {
        #expect(
            values("a: no\nb: 0100\nc: 1e3\nd: 2026-01-31\ne: 'null'\nf: \"\"\ng: 1:30\nh: 0x1F")
                == [
                    "a": .text("no"), "b": .text("0100"), "c": .text("1e3"), "d": .text("2026-01-31"), "e": .text("null"), "f": .text(""),
                    "g": .text("1:30"), "h": .text("0x1F"),
                ])
    }

    @Test func listsHoldPlainValues() {
        #expect(values("a: [x, 'y', 3]\nb:\n- z\nc: []") == ["a": .list(["x", "y", "3"]), "b": .list(["z"]), "c": .list([])])
        #expect(parse("a: [[x]]").faults.map(\.reason) == ["must be a list of plain values"])
        #expect(parse("a: [x, ~]").faults.count == 1)
        #expect(parse("a: [{b: c}]").faults.count == 1)
    }

    @Test func everyDuplicateIsFoundTogetherWithTheRest() {
        let parsed = parse("cache:\n  ttl: 30s\n  ttl: 40s\n\"name\": 1\nname: 2\ncache.ttl: 50s\nother:\nname: 3")
        #expect(parsed.faults.map(\.key).sorted() == ["cache.ttl", "cache.ttl", "name", "name", "other"])
        #expect(parsed.faults.filter { $0.key != "other" }.allSatisfy { $0.reason.contains("set twice") })
    }

    @Test func moreDuplicatesThanCanBeNamedAreStillAFault() {
        let parsed = parse((0..<40).map { "key\($0): 1\nkey\($0): 2" }.joined(separator: "\n"))
        #expect(!parsed.faults.isEmpty)
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "~", "{}", "null"])
    func nothingAtAllIsAFault(yaml: String) {
        let faults = parse(yaml).faults
        #expect(faults.map(\.key) == [ConfigFault.source])
        #expect(faults.first?.reason.contains("sets no key at all") == true)
    }

    @Test(arguments: ["just text", "- a\n- b", "5"])
    func aDocumentMustBeKeysAndValues(yaml: String) {
        #expect(parse(yaml).faults.first?.reason.contains("keys and values") == true)
    }

    @Test(arguments: ["cache:", "cache: ~", "cache: null", "cache:\n  # ttl: 30s\n"])
    func aKeyWithoutAValueIsAFault(yaml: String) {
        #expect(parse(yaml).faults.first?.reason.contains("has no value") == true)
    }

    @Test(arguments: ["a: [", "a: 'b", "a: b: c", "\ta: 1", "a: 1\n---\nb: 2", "a: 1\n b: 2", "{\"a\": 1", "a: \u{1}", "a: *nowhere"])
    func brokenYAMLIsAFaultWithItsPlace(yaml: String) {
        let faults = parse(yaml).faults
        #expect(faults.count == 1)
        #expect(faults.first?.reason.hasPrefix("is not valid YAML or JSON") == true)
        #expect(faults.first?.location?.hasPrefix("test.yaml") == true)
    }

    @Test(arguments: ["a: &x 1\nb: *x", "a: &x {b: 1}\n<<: *x", "a: &x [1]\nb: [*x]", "? &k a\n: 1"])
    func anchorsAreRefused(yaml: String) {
        #expect(!parse(yaml).faults.isEmpty)
    }

    @Test func anAliasBombIsRefusedAtOnce() {
        var lines = ["a0: &a0 [x, x]"]
        for level in 1..<60 { lines.append("a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]") }
        #expect(parse(lines.joined(separator: "\n")).faults.first?.reason.contains("aliases") == true)
        #expect(parse("banner: 'five * stars, **bold** and * more'").faults.isEmpty)
    }

    @Test(arguments: ["a..b: 1", ".a: 1", "a.: 1", "a b: 1", "ä: 1", "'': 1", "a/b: 1", "? [x]\n: 1", "? {x: 1}\n: 1"])
    func keysAreWordsAndDots(yaml: String) {
        #expect(parse(yaml).faults.count == 1)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "a:\n "])
    func deepNestingIsRefused(opening: String) {
        #expect(!parse(String(repeating: opening, count: 100_000)).faults.isEmpty)
        #expect(!parse((0..<40).map { String(repeating: " ", count: $0) + "k:" }.joined(separator: "\n") + " 1").faults.isEmpty)
    }

    @Test func everyFileOfAVolumeIsAKeyOrADocument() {
        let content = SourceContent(
            entries: [
                SourceEntry(name: "cache.ttl", format: .value, bytes: Array("30s\n".utf8)),
                SourceEntry(name: "more.yaml", format: .document, bytes: Array("shop: {open: true}".utf8)),
                SourceEntry(name: "bad key", format: .value, bytes: []),
                SourceEntry(name: "binary", format: .value, bytes: [0xFF, 0xFE]),
                SourceEntry(name: "shop.open", format: .value, bytes: Array("false".utf8)),
            ], isAtomic: true)
        let parsed = ParsedSettings(content)
        #expect(parsed.settings["cache.ttl"]?.value == .text("30s"))
        #expect(parsed.settings["shop.open"]?.location == "more.yaml:1")
        #expect(parsed.faults.map(\.key) == ["bad key", "binary", "shop.open"])
        #expect(parsed.faults.last?.reason.contains("more.yaml:1") == true)
    }

    @Test func theHashTellsContentApartAndNothingElse() {
        let entry = { (name: String, text: String) in SourceEntry(name: name, format: .value, bytes: Array(text.utf8)) }
        let hash = { (entries: [SourceEntry]) in SourceContent(entries: entries, isAtomic: true).hash }
        let base = hash([entry("a", "1"), entry("b", "2")])
        #expect(base.count == 64)
        #expect(hash([entry("b", "2"), entry("a", "1")]) == base)
        #expect(hash([entry("a", "\u{FEFF}1\r\n"), entry("b", "2\n")]) == base)
        #expect(hash([entry("a", "1"), entry("b", "3")]) != base)
        #expect(hash([entry("a", "2"), entry("b", "1")]) != base)
        #expect(hash([entry("ab", "12")]) != base)
        #expect(hash([entry("a", "11:b1:2")]) != base)
    }
}
