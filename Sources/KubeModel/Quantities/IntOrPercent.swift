/// A count, or a share of another one: `2` or `25%`.
package enum IntOrPercent: Sendable, Hashable {
    case count(Int)
    case percent(Int)

    /// Nil unless it is a whole number, or a string of digits with `%`.
    package init?(_ json: JSON) {
        switch json {
        case .integer(let count):
            self = .count(count)
        case .string(let text):
            let digits = text.dropLast()
            guard text.last == "%", digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let percent = Int(digits)
            else { return nil }
            self = .percent(percent)
        default:
            return nil
        }
    }

    /// The count; of a percentage that share of `total`, which is not negative.
    package func scaled(of total: Int, roundingUp: Bool) -> Int {
        switch self {
        case .count(let count):
            return count
        case .percent(let percent):
            let hundredths = Int128(percent) * Int128(total)
            return Int(clamping: roundingUp ? (hundredths + 99) / 100 : hundredths / 100)
        }
    }

    package var json: JSON {
        switch self {
        case .count(let count): .integer(count)
        case .percent(let percent): .string("\(percent)%")
        }
    }
}

extension IntOrPercent: CustomStringConvertible {
    package var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): "\(percent)%"
        }
    }
}
