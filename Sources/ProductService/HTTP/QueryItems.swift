import Foundation
import Hummingbird
import ServiceKit

/// The items of an address's query, read strictly: what is misspelt is refused rather than ignored.
struct QueryItems {
    private let values: [String: String]
    private(set) var errors: [FieldError] = []

    /// Collects faults in ``errors``: an item that is unknown, given twice, or no percent-encoded UTF-8 text.
    init(_ request: Request, known: Set<String>) {
        var values: [String: String] = [:]
        for item in (request.uri.query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0]) ?? String(parts[0])
            guard known.contains(name) else {
                let allowed = known.sorted().joined(separator: ", ")
                errors.append(FieldError(field: Self.printable(name), code: "unknown", message: "is not known here; there are \(allowed)"))
                continue
            }
            guard values[name] == nil else {
                errors.append(FieldError(field: name, code: "duplicate", message: "is given more than once"))
                continue
            }
            guard let value = Self.decoded(parts.count == 2 ? parts[1] : "") else {
                errors.append(FieldError(field: name, code: "malformed", message: "is not percent-encoded UTF-8 text"))
                continue
            }
            values[name] = value
        }
        self.values = values
    }

    /// A text of at most so many characters; nil when it is missing or empty.
    mutating func text(_ name: String, maxLength: Int) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        guard value.unicodeScalars.count <= maxLength else {
            errors.append(FieldError(field: name, code: "too_long", message: "must have at most \(maxLength) characters"))
            return nil
        }
        return value
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let text = values[name] else { return fallback }
        guard let value = Int(text), range.contains(value) else {
            let message = "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            errors.append(FieldError(field: name, code: "out_of_range", message: message))
            return fallback
        }
        return value
    }

    mutating func boolean(_ name: String) -> Bool {
        switch values[name] {
        case "true"?: return true
        case "false"?, nil: return false
        default:
            errors.append(FieldError(field: name, code: "invalid", message: "must be true or false"))
            return false
        }
    }

    mutating func refuse(_ name: String, code: String, message: String) {
        errors.append(FieldError(field: name, code: code, message: message))
    }

    /// Throws ``Problem`` 422 with all faults found so far.
    func check() throws {
        guard errors.isEmpty else { throw Problem.validation(errors) }
    }

    /// Nil for text that is not UTF-8 or has control characters, which no filter has a use for.
    private static func decoded(_ text: Substring) -> String? {
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else { return nil }
        return decoded.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? decoded : nil
    }

    /// An unknown name as it may be repeated in an answer.
    private static func printable(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(64)))
    }
}
