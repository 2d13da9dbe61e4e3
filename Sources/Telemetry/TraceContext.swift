/// The position of one call in a trace, as the `traceparent` header carries it.
///
/// Source: W3C Trace Context, https://www.w3.org/TR/trace-context/
package struct TraceContext: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits, not all zero: the same for the whole path of a request.
    package let traceID: String
    /// 16 lower-case hexadecimal digits, not all zero: this hop.
    package let spanID: String
    /// Whether the caller records the trace.
    package let isSampled: Bool
    /// The opaque `tracestate` header, passed on unchanged; empty where there is none.
    package let state: String

    init(traceID: String, spanID: String, isSampled: Bool, state: String) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
        self.state = state
    }

    /// Reads the headers of an incoming call. Returns nil for a malformed `traceparent`, as the standard asks: a new trace then starts.
    /// A later version than 00 is read as far as version 00 goes.
    package init?(traceparent: String, tracestate: String? = nil) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Self.hex(parts[0], count: 2), version != "ff",
            version != "00" || parts.count == 4,
            let traceID = Self.hex(parts[1], count: 32), traceID.contains(where: { $0 != "0" }),
            let spanID = Self.hex(parts[2], count: 16), spanID.contains(where: { $0 != "0" }),
            let flags = Self.hex(parts[3], count: 2), let bits = UInt8(flags, radix: 16)
        else { return nil }
        let state = tracestate ?? ""
        self.init(traceID: traceID, spanID: spanID, isSampled: bits & 1 == 1, state: state.utf8.count <= 512 ? state : "")
    }

    /// A new trace with random identifiers.
    package static func root() -> TraceContext {
        TraceContext(traceID: randomHex(words: 2), spanID: randomHex(words: 1), isSampled: true, state: "")
    }

    /// The next hop of the same trace.
    package func child() -> TraceContext {
        TraceContext(traceID: traceID, spanID: Self.randomHex(words: 1), isSampled: isSampled, state: state)
    }

    /// The header value that tells the next hop of this one.
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    private static func hex(_ text: Substring, count: Int) -> String? {
        let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return text.utf8.count == count && isHex ? String(text) : nil
    }

    /// `words` times 64 random bits; never all zero.
    private static func randomHex(words: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<words).map { _ in
            let digits = String(UInt64.random(in: 1...UInt64.max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
