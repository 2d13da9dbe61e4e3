import KubeClient
import TestKit
import Testing

@Suite("Lines out of pieces")
struct LineDecoderTests {
    private struct Fault: Error, Equatable { let limit: Int }

    private func lines(_ pieces: [[UInt8]], limit: Int) throws -> [String] {
        var decoder = LineDecoder(limit: limit)
        var lines: [String] = []
        for piece in pieces {
            try decoder.decode(piece, tooLong: { Fault(limit: $0.limit) }) { line throws(Fault) in
                lines.append(String(decoding: line, as: UTF8.self))
            }
        }
        return lines
    }

    @Test func linesAreTheSameHoweverTheyAreCut() throws {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let wanted = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                String((0..<Int.random(in: 1...40, using: &generator)).compactMap { _ in "aé{}\"€".randomElement(using: &generator) })
            }
            let end = Bool.random(using: &generator) ? "\n" : "\r\n"
            var bytes = Array(wanted.map { $0 + end }.joined(separator: Bool.random(using: &generator) ? "" : "\n").utf8)
            var pieces: [[UInt8]] = []
            while !bytes.isEmpty {
                let count = Int.random(in: 1...max(1, min(bytes.count, 17)), using: &generator)
                pieces.append(Array(bytes.prefix(count)))
                bytes.removeFirst(count)
            }
            #expect(try lines(pieces, limit: 1_000) == wanted, "seed \(seed)")
        }
    }

    @Test func anUnfinishedLineIsKeptBack() throws {
        #expect(try lines([Array("whole\nhal".utf8)], limit: 100) == ["whole"])
    }

    @Test func aLineIsNoLongerThanAllowedHoweverItComes() throws {
        let line = [UInt8](repeating: 65, count: 11)
        #expect(throws: Fault(limit: 10)) { try lines([line], limit: 10) }
        #expect(throws: Fault(limit: 10)) { try lines(line.map { [$0] }, limit: 10) }
        #expect(try lines([Array(line.prefix(10)), [10], line.prefix(10) + [10]], limit: 10).count == 2)
    }
}
