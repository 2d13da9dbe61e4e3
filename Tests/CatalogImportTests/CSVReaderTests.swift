import CatalogImport
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
    private func events(_ bytes: some Sequence<UInt8>, limits: CSVLimits = CSVLimits()) -> [CSVEvent] {
        var reader = CSVReader(limits: limits)
        return reader.feed(bytes) + reader.finish()
    }

    private func rows(_ text: String) -> [[String]] {
        events(text.utf8).compactMap { if case .row(let row) = $0 { row.fields } else { nil } }
    }

    private func faults(_ text: String, limits: CSVLimits = CSVLimits()) -> [RowFault] {
        events(text.utf8, limits: limits).compactMap { if case .fault(let fault) = $0 { fault } else { nil } }
    }

    @Test(arguments: [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\n\n\r\n\rc,d\n\n", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("\u{FEFF}\"a\",b", [["a", "b"]]),
        ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
        ("a,", [["a", ""]]),
        ("\"a, b\",\"say \"\"hi\"\"\"\n", [["a, b", "say \"hi\""]]),
        ("\"two\nlines\",\"and\r\nmore\",\"or\rthis\"\n", [["two\nlines", "and\r\nmore", "or\rthis"]]),
        ("\"\",\"\"\"\"\n", [["", "\""]]),
        ("\"\"\n", [[""]]),
        ("é,“ü”\n🧺,x\n", [["é", "“ü”"], ["🧺", "x"]]),
        (" a , b \n", [[" a ", " b "]]),
        ("", []),
        ("\u{FEFF}", []),
    ])
    func readsRows(text: String, expected: [[String]]) {
        #expect(rows(text) == expected)
        #expect(faults(text).isEmpty)
    }

    @Test func saysWhereFieldsStand() throws {
        let text = "a,b\r\n\"é\r\né\",\"x\",z\r\rlast"
        let found = events(text.utf8).compactMap { if case .row(let row) = $0 { row } else { nil } }
        try #require(found.count == 3)
        #expect(found[1].line == 2)
        #expect(found[1].position(of: 0) == TextPosition(line: 2, column: 1))
        #expect(found[1].position(of: 1) == TextPosition(line: 3, column: 4))
        #expect(found[1].position(of: 2) == TextPosition(line: 3, column: 8))
        #expect(found[2].line == 5)
    }

    @Test func aQuoteInAnUnquotedFieldSpoilsOnlyItsRow() throws {
        let text = "a,b\n12\" pan,5\nc,d\n"
        #expect(rows(text) == [["a", "b"], ["c", "d"]])
        let fault = try #require(faults(text).first)
        #expect((fault.line, fault.column) == (2, 3))
    }

    @Test func textBehindAClosingQuoteSpoilsOnlyItsRow() throws {
        let text = "a,b\n\"x\"y,\"z\nz\"\nc,d\n"
        #expect(rows(text) == [["a", "b"], ["c", "d"]])
        let fault = try #require(faults(text).first)
        #expect((fault.line, fault.column) == (2, 4))
        #expect(faults(text).count == 1)
    }

    @Test func anUnclosedQuoteIsReportedWhereItOpens() throws {
        let fault = try #require(faults("a,b\nc,\"d\ne,f\n").first)
        #expect((fault.line, fault.column) == (2, 3))
        #expect(fault.reason.contains("never closed"))
    }

    @Test func invalidUTF8SpoilsOnlyItsRow() {
        // The second row's fields would form a character if they were joined.
        let bytes = Array("a,b\n".utf8) + [0xC3] + Array(",".utf8) + [0xA9, 0x0A] + Array("c,".utf8) + [0xFF, 0x0A] + Array("e,f".utf8)
        let found = events(bytes)
        #expect(found.count == 4)
        guard case .fault(let second) = found[1], case .fault(let third) = found[2] else {
            Issue.record("rows 2 and 3 should be faults")
            return
        }
        #expect((second.line, second.column) == (2, 1))
        #expect((third.line, third.column) == (3, 3))
    }

    @Test func limitsAreFaultsAndReadingGoesOn() {
        let limits = CSVLimits(fieldBytes: 8, rowBytes: 20, fieldsPerRow: 4)
        let text = "123456789,b\n12345678,12345678,12345678\na,b,c,d,e\n\"long, quoted\nfield\",x\na,b\n"
        let found = faults(text, limits: limits)
        #expect(found.map(\.line) == [1, 2, 3, 4])
        #expect(found.map(\.column) == [1, 19, 9, 1])
        #expect(events(text.utf8, limits: limits).count == 5)
    }

    @Test func chunksDoNotMatter() {
        let text = "\u{FEFF}h1,h2\r\n\"a\r\n\"\"b\"\"\",é\r\r\nbad\"row,x\n\"x\"y\n🧺,\"z\""
        let whole = events(text.utf8)
        for size in 1...7 {
            var reader = CSVReader()
            var pieces: [CSVEvent] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                pieces += reader.feed(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(pieces + reader.finish() == whole, "chunks of \(size)")
        }
    }

    @Test func aBeginningLikeAByteOrderMarkIsContent() {
        #expect(events([0xEF, 0xBB]).count == 1)
        #expect(rows("\u{FEC0}x,y") == [["\u{FEC0}x", "y"]])
    }

    @Test func takesAnySequenceOfBytes() {
        #expect(events(sequence(first: UInt8(ascii: "a"), next: { $0 < UInt8(ascii: "d") ? $0 + 1 : nil })).count == 1)
    }
}
