/// Reads one selector from left to right.
struct SelectorParser {
    let scalars: [Unicode.Scalar]
    var index = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func selector() throws(SelectorFault) -> SeriesSelector {
        skipBlanks()
        let start = index
        var matchers: [LabelMatcher] = []
        if let name = word(allowing: ":") { matchers.append(try matcher(LabelMatcher.nameLabel, .equal, name, at: start)) }
        skipBlanks()
        if next == "{" {
            index += 1
            matchers += try conditions(hasName: !matchers.isEmpty)
        } else if matchers.isEmpty {
            throw fault(next == nil ? "a selector is missing" : "a selector begins with a name or with {, not with \(found)")
        }
        try finish()
        guard matchers.contains(where: { !$0.isMetByNothing }) else {
            throw SelectorFault(at: start + 1, "every condition is met by an empty label: at least one must not be")
        }
        return SeriesSelector(matchers: matchers)
    }

    /// The conditions between the braces, and the closing one.
    private mutating func conditions(hasName: Bool) throws(SelectorFault) -> [LabelMatcher] {
        var matchers: [LabelMatcher] = []
        skipBlanks()
        while next != "}" {
            let start = index
            let matcher = try condition()
            if hasName, matcher.label == LabelMatcher.nameLabel {
                throw SelectorFault(at: start + 1, "the name of the metric is given twice")
            }
            matchers.append(matcher)
            guard matchers.count <= SeriesSelector.matcherLimit else {
                throw SelectorFault(at: start + 1, "more than \(SeriesSelector.matcherLimit) conditions")
            }
            skipBlanks()
            if next == "}" { break }
            guard next == "," else { throw fault("expected , or } after a condition, found \(found)") }
            index += 1
            skipBlanks()
        }
        index += 1
        return matchers
    }

    private mutating func condition() throws(SelectorFault) -> LabelMatcher {
        guard let label = word(allowing: "_") else { throw fault("expected the name of a label, found \(found)") }
        skipBlanks()
        let operation = try operation()
        skipBlanks()
        let start = index
        return try matcher(label, operation, try string(), at: start)
    }

    private mutating func operation() throws(SelectorFault) -> LabelMatcher.Operation {
        // The longer ones first: `=~` begins like `=`.
        for operation in LabelMatcher.Operation.allCases.sorted(by: { $0.rawValue.count > $1.rawValue.count }) {
            let symbol = Array(operation.rawValue.unicodeScalars)
            guard scalars[index...].starts(with: symbol) else { continue }
            index += symbol.count
            return operation
        }
        throw fault("expected =, !=, =~ or !~, found \(found)")
    }

    private func matcher(
        _ label: String, _ operation: LabelMatcher.Operation, _ value: String, at start: Int
    ) throws(SelectorFault) -> LabelMatcher {
        do throws(PatternFault) {
            return try LabelMatcher(label, operation, value)
        } catch {
            throw SelectorFault(at: start + 1, error.message)
        }
    }

    /// Nothing may follow. What is PromQL all the same is called by its name.
    private mutating func finish() throws(SelectorFault) {
        skipBlanks()
        guard let scalar = next else { return }
        switch scalar {
        case "(": throw fault("an expression: without a Prometheus only selectors can be evaluated")
        case "[": throw fault("a range: counters are read as they stand, and the differences are taken here")
        case "@": throw fault("a time: counters are read as they stand")
        default:
            let start = index
            if let word = word(allowing: "_") {
                throw SelectorFault(at: start + 1, "`\(word)` after a selector: without a Prometheus only selectors can be evaluated")
            }
            throw fault("nothing may follow on a selector, found \(found)")
        }
    }
}

extension SelectorParser {
    /// The scalar that comes next; nil at the end.
    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    /// It, as messages show it.
    var found: String { next.map { "`\($0)`" } ?? "the end" }

    func fault(_ message: String) -> SelectorFault { SelectorFault(at: index + 1, message) }

    private mutating func skipBlanks() {
        while let next, next == " " || next == "\t" || next == "\n" || next == "\r" { index += 1 }
    }

    /// A name of letters, digits, underscores and one scalar more; nil if none begins here.
    private mutating func word(allowing more: Unicode.Scalar) -> String? {
        let start = index
        while let next {
            switch next {
            case "a"..."z", "A"..."Z", "_", more: break
            case "0"..."9" where index > start: break
            default: return index > start ? text(start) : nil
            }
            index += 1
        }
        return index > start ? text(start) : nil
    }

    private func text(_ start: Int) -> String {
        String(String.UnicodeScalarView(scalars[start..<index]))
    }
}
