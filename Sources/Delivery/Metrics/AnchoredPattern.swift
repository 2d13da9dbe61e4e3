import Foundation

/// A regular expression of a selector. As in Prometheus it has to match the whole text, and `.` also matches the end of a line.
///
/// What the expressions of Prometheus (RE2) do not have is refused, so that a selector means the same to every source: look-around,
/// back references, atomic groups, possessive quantifiers.
package struct AnchoredPattern: Sendable {
    private enum Form: Sendable {
        /// `a|b|c` without anything special: no expression is needed.
        case literals(Set<String>)
        case expression(NSRegularExpression)
    }

    /// The longest pattern that is taken, in Unicode scalars.
    package static let lengthLimit = 1_024
    /// How often a search may report that it is still under way, each some 10,000 steps, before it is given up. An expression such as
    /// `(a+)+` would otherwise keep on for years.
    private static let patience = 50

    private let form: Form

    init(_ text: String) throws(PatternFault) {
        guard text.unicodeScalars.count <= Self.lengthLimit else {
            throw PatternFault("the expression is longer than \(Self.lengthLimit) characters")
        }
        if text.allSatisfy({ $0.isLetter || $0.isNumber || "_-/:,|".contains($0) }) {
            form = .literals(Set(text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)))
            return
        }
        let portable = try PatternSyntax.checked(text)
        // Alone first: `a)|(b` would become sound by being put into a group.
        guard (try? NSRegularExpression(pattern: portable)) != nil,
            let whole = try? NSRegularExpression(pattern: #"\A(?s:\#(portable))\z"#)
        else { throw PatternFault("`\(text)` is no regular expression") }
        form = .expression(whole)
    }

    /// Whether it matches the whole text; throws when that takes too long to find out.
    func matches(_ text: String) throws(MetricSourceFailure) -> Bool {
        switch form {
        case .literals(let texts): return texts.contains(text)
        case .expression(let expression):
            var isFound = false
            var reports = 0
            let range = NSRange(location: 0, length: text.utf16.count)
            expression.enumerateMatches(in: text, options: .reportProgress, range: range) { match, flags, stop in
                isFound = isFound || match != nil
                reports += flags.contains(.internalError) ? Self.patience : flags.contains(.progress) ? 1 : 0
                if isFound || reports >= Self.patience { stop.pointee = true }
            }
            guard isFound || reports < Self.patience else {
                throw MetricSourceFailure("`\(expression.pattern)` takes too long on `\(text.prefix(64))`")
            }
            return isFound
        }
    }
}

/// What is wrong with a regular expression.
struct PatternFault: Error, Hashable {
    let message: String

    init(_ message: String) { self.message = message }
}
