/// Where the fields of an object stand in its file.
package struct SourceLines: Sendable {
    private let lines: [FieldPath: Int]
    private let root: FieldPath

    init(_ lines: [FieldPath: Int], root: FieldPath = FieldPath()) {
        self.lines = lines
        self.root = root
    }

    /// The same lines for an object that is a part of the document.
    func below(_ path: FieldPath) -> SourceLines { SourceLines(lines, root: FieldPath(steps: root.steps + path.steps)) }

    /// The line of a field, from 1; where it is missing, of what it is missing in.
    package subscript(path: FieldPath) -> Int? {
        var steps = root.steps + path.steps.map(\.inDocument)
        while true {
            if let line = lines[FieldPath(steps: steps)] { return line }
            guard steps.popLast() != nil else { return nil }
        }
    }
}

extension FieldPath.Step {
    /// A document knows no difference between members and keys.
    fileprivate var inDocument: FieldPath.Step {
        if case .key(let key) = self { .member(key) } else { self }
    }
}
