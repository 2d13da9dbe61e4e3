import KubeModel
import TestKit
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    @Test(
        "reads every kind of value",
        arguments: [
            ("null", JSON.null), (" true ", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]), ("[1,\t2\n]", [1, 2]),
            (#"{"a" : {"b":[null]}}"#, ["a": ["b": [nil]]]), (#"{"a":1,"a":2}"#, ["a": 2]),
        ] as [(String, JSON)])
    func values(_ text: String, _ value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(
        "whole numbers of 64 bits stay whole, others become doubles",
        arguments: [
            ("0", .integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)), ("1e2", .number(100)),
            ("-1.5E-2", .number(-0.015)),
            ("1e+2", .number(100)), ("0.1", .number(0.1)), ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-999", .number(0)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
        ] as [(String, JSON)])
    func numbers(_ text: String, _ value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(
        "reads escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"),
            (#""\u0000""#, "\u{0}"),
            (#""\uD834\uDD1E!""#, "𝄞!"), (#""\uffff""#, "\u{FFFF}"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        ])
    func escapes(_ text: String, _ value: String) throws {
        #expect(try JSON(parsing: text) == .string(value))
    }

    @Test(
        "refuses what is no JSON",
        arguments: [
            "", " ", "nul", "True", "nan", "Infinity", "+1", "01", "-", "-01", "1.", ".5", "1e", "1e+", "0x1", "1e999", "-1e999", "1 2",
            "[1,]", "[,1]",
            "[1 2]", "[", "]", "{", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}", "{1:1}", #"{"a" 1}"#, "'a'", #"""#, #""\"#,
            #""\x""#, #""\u12""#,
            #""\u12G4""#, #""\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00""#, "\"\n\"", "\"\u{1F}\"", "[1]//",
            "\u{FEFF}1",
            "１", "tru\u{65}\u{301}",
        ])
    func refuses(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    }

    @Test(
        "refuses bytes that are no UTF-8",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func refusesBytes(_ bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [quote] + bytes + [quote]) }
    }

    @Test("says where")
    func offset() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: #"{"a": [1, x]}"#) }
        #expect(error?.offset == 10)
    }

    @Test("nesting is read to its limit, and never overruns the stack", arguments: ["[", #"{"a":"#])
    func nesting(_ open: String) throws {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String { String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth) }
        #expect(throws: Never.self) { try JSON(parsing: nested(JSON.depthLimit)) }
        for depth in [JSON.depthLimit + 1, 100_000] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(depth)) }
            #expect(error?.reason == "nested deeper than 256")
        }
        #expect(throws: Never.self) { try JSON(parsing: "[" + Array(repeating: "[]", count: 1000).joined(separator: ",") + "]") }
    }
}
