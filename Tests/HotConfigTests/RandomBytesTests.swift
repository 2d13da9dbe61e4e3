import Foundation
import HotConfig
import TestKit
import Testing

@Suite("Whatever the bytes, the answer is a configuration or a list of faults")
struct RandomBytesTests {
    private static let fragments = [
        "cache.ttl", "inventory", "shop", ":", ": ", "\n", "\n  ", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ", "!x ", "|\n",
        ">\n",
        "'", "\"", "\\x41", "\\uD83D", "#", "---\n", "...\n", "%YAML 1.2\n", "~", "true", "30s", "1", "\t", "\r\n", "\u{85}", "\u{2028}",
        "é",
        "<<: ", "@", "`", "\u{0}", "\u{FEFF}",
    ]

    private func check(_ bytes: [UInt8], seed: UInt64) {
        let entries = [
            SourceEntry(name: "a.yaml", format: .document, bytes: bytes), SourceEntry(name: "cache.ttl", format: .value, bytes: bytes),
        ]
        let parsed = ParsedSettings(SourceContent(entries: entries, isAtomic: true))
        #expect(!parsed.settings.isEmpty || !parsed.faults.isEmpty, "seed \(seed)")
        let test = TestWatch(source: MemorySource(String(decoding: bytes, as: UTF8.self)))
        do {
            let value = try test.start().current.value
            #expect((0...1_000_000).contains(value.threshold) && value.low <= value.high, "seed \(seed)")
        } catch {
            #expect((error as? ConfigFaults)?.faults.isEmpty == false, "seed \(seed)")
        }
    }

    @Test func bytes() {
        for seed in 0..<500 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 0...400, using: &generator)
            check((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }, seed: seed)
        }
    }

    @Test func fragmentsOfYAML() {
        for seed in 0..<3_000 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 0...40, using: &generator)
            let text = (0..<count).compactMap { _ in Self.fragments.randomElement(using: &generator) }.joined()
            check(Array(text.utf8), seed: seed)
        }
    }

    @Test func mutationsOfAValidDocument() {
        let valid = Array(ConfigSchema(of: SampleConfig.self).documentedDefaults.utf8)
        for seed in 0..<1_000 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            var bytes = valid
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(contentsOf: valid.prefix(index), at: index)
                }
            }
            check(bytes, seed: seed)
        }
    }

    @Test(
        .serialized,
        arguments: ["[", "{", "{a: ", "- ", "? ", "a: [", "'", "\"", "&a ", "*a ", "!", "|", "a: b\n", "a:\n", "# ", "\u{FEFF}"])
    func aMegabyteOfTheSame(fragment: String) {
        let text = String(repeating: fragment, count: 1_000_000 / fragment.utf8.count)
        let start = ContinuousClock.now
        #expect(!ParsedSettings(.yaml(text)).faults.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
