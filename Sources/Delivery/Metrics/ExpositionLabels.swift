/// The labels of one line of an exposition, still as they stand in it: a line that nobody asks for costs no text.
struct ExpositionLabels {
    /// One label by where it stands.
    struct Slot {
        var name: Range<Int>
        /// Between the quotes.
        var value: Range<Int>
        var isEscaped: Bool
    }

    var slots: [Slot] = []

    /// Its labels by name, unescaped.
    func dictionary(in bytes: [UInt8], name: Range<Int>) -> [String: String] {
        var labels = [LabelMatcher.nameLabel: String(decoding: bytes[name], as: UTF8.self)]
        labels.reserveCapacity(slots.count + 1)
        for slot in slots { labels[String(decoding: bytes[slot.name], as: UTF8.self)] = Self.text(slot, in: bytes) }
        return labels
    }

    /// Whether the line meets a condition.
    func meet(_ condition: ExpositionQuery.Condition, in bytes: [UInt8]) throws(MetricSourceFailure) -> Bool {
        guard let slot = slots.first(where: { bytes[$0.name].elementsEqual(condition.label) }) else {
            return condition.matcher.isMetByNothing
        }
        if let literal = condition.literal, !slot.isEscaped {
            return bytes[slot.value].elementsEqual(literal) != condition.matcher.isNegated
        }
        return try condition.matcher.admits(Self.text(slot, in: bytes))
    }

    private static func text(_ slot: Slot, in bytes: [UInt8]) -> String {
        guard slot.isEscaped else { return String(decoding: bytes[slot.value], as: UTF8.self) }
        var plain: [UInt8] = []
        var rest = bytes[slot.value]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            switch escaped {
            case UInt8(ascii: "n"): plain.append(10)
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): plain.append(escaped)
            // As Prometheus takes it: no escape at all.
            default: plain += [byte, escaped]
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
