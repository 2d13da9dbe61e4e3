/// What a field's value may be, beyond its kind.
package enum ConfigConstraint: Sendable, Equatable {
    case boolean
    case durations(ClosedRange<Duration>)
    case integers(ClosedRange<Int>)
    /// One of these texts, exactly.
    case oneOf([String])
    /// Text of at most this many characters.
    case maxLength(Int)
    /// A list of at most this many texts.
    case maxCount(Int)
    /// Text of at least this many bytes, never shown.
    case secret(minBytes: Int)
}

extension ConfigConstraint: CustomStringConvertible {
    /// The allowed range in words, as a fault and the documentation state it.
    package var description: String {
        switch self {
        case .boolean: "true or false"
        case .durations(let range): "\(DurationText(range.lowerBound)) to \(DurationText(range.upperBound))"
        case .integers(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .oneOf(let choices): "one of " + choices.joined(separator: ", ")
        case .maxLength(let limit): "at most \(limit) characters"
        case .maxCount(let limit): "at most \(limit) items"
        case .secret(let minimum): "at least \(minimum) bytes"
        }
    }

    /// How a fault says that a value is outside it.
    var violation: String {
        switch self {
        case .boolean, .durations, .integers: "is out of range"
        case .oneOf: "is none of the choices"
        case .maxLength: "is too long"
        case .maxCount: "has too many items"
        case .secret: "is too short"
        }
    }
}
