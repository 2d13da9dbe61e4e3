import Yams

/// Why a text is no YAML, or none that JSON can say.
package struct YAMLFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1; nil where it is unknown.
    package let line: Int?
    package let message: String

    package init(line: Int?, message: String) {
        self.line = line
        self.message = message
    }

    package var description: String { line.map { "line \($0): \(message)" } ?? message }
}

extension YAMLFault {
    /// What the parser of YAML says. Its lines are counted from the beginning of the document.
    init(_ error: any Error, lineOffset: Int) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = context.map { "\($0.text) on line \($0.mark.line + lineOffset), " } ?? ""
            self.init(line: mark.line + lineOffset, message: "is not valid YAML: \(place)\(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let list = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            self.init(line: context.mark.line + lineOffset, message: "\(list) stands twice in one mapping: keep one of them")
        case .reader(let problem, _, _, _): self.init(line: nil, message: "is not valid YAML: \(problem)")
        default: self.init(line: nil, message: "is not valid YAML: \(error)")
        }
    }
}
