extension KubeTime: CustomStringConvertible {
    /// `2026-11-25T04:34:23Z`: `metav1.Time`, in whole seconds.
    package var text: String { "\(dateAndTime)Z" }

    /// `2026-11-25T04:34:23.000250Z`: `metav1.MicroTime`, as leases have it.
    package var microText: String {
        "\(dateAndTime).\(Self.padded(Self.floorDivision(microseconds, 1_000_000).remainder, 6))Z"
    }

    package var description: String { text }

    private var dateAndTime: String {
        let (days, second) = Self.floorDivision(Int64(seconds), 86_400)
        let date = CivilDate(daysSince1970: days)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T\(clock)"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension KubeTime {
    /// Reads RFC 3339 with any offset and fraction; what is below a microsecond is dropped. Nil for anything else, and for a date that
    /// no calendar has.
    package init?(_ text: String) {
        var reader = Reader(rest: Substring(text).utf8)
        guard let year = reader.number(4), reader.accept("-"), let month = reader.number(2), reader.accept("-"),
            let day = reader.number(2), let date = CivilDate(year: year, month: month, day: day),
            reader.accept("T") || reader.accept("t"), let hour = reader.number(2), hour < 24, reader.accept(":"),
            let minute = reader.number(2), minute < 60, reader.accept(":"), let second = reader.number(2), second < 60,
            let fraction = reader.fraction(), let offset = reader.offset(), reader.rest.isEmpty
        else { return nil }
        let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    private struct Reader {
        var rest: Substring.UTF8View

        mutating func accept(_ character: Unicode.Scalar) -> Bool {
            guard let byte = rest.first, UInt32(byte) == character.value else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func digit() -> Int64? {
            guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            rest = rest.dropFirst()
            return Int64(byte - UInt8(ascii: "0"))
        }

        mutating func number(_ width: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<width {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// In microseconds; 0 where there is none.
        mutating func fraction() -> Int64? {
            guard accept(".") else { return 0 }
            guard let first = digit() else { return nil }
            var value = first * 100_000
            var place: Int64 = 10_000
            while let digit = digit() {
                value += digit * place
                place /= 10
            }
            return value
        }

        /// In seconds to the east.
        mutating func offset() -> Int64? {
            if accept("Z") || accept("z") { return 0 }
            let isEast = accept("+")
            guard isEast || accept("-"), let hour = number(2), hour < 24, accept(":"), let minute = number(2), minute < 60 else {
                return nil
            }
            return (hour * 3600 + minute * 60) * (isEast ? 1 : -1)
        }
    }
}
