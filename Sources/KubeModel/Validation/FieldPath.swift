/// Where in an object something stands, as Kubernetes writes it: `spec.template.spec.containers[0].image`, `data[key]`.
package struct FieldPath: Sendable, Hashable {
    /// One step into an object, a list or a map.
    package enum Step: Sendable, Hashable {
        case member(String)
        case index(Int)
        /// The key of a map, which is written in brackets.
        case key(String)
    }

    package var steps: [Step]

    package init(_ members: String...) { steps = members.map(Step.member) }

    package init(steps: [Step]) { self.steps = steps }

    package static func / (path: FieldPath, member: String) -> FieldPath { FieldPath(steps: path.steps + [.member(member)]) }

    package subscript(index: Int) -> FieldPath { FieldPath(steps: steps + [.index(index)]) }
    package subscript(key: String) -> FieldPath { FieldPath(steps: steps + [.key(key)]) }

    /// The names alone, with dots, as Go's decoder writes a path.
    package var memberNames: String {
        steps.compactMap { step in
            switch step {
            case .member(let name), .key(let name): name
            case .index: nil
            }
        }.joined(separator: ".")
    }
}

extension FieldPath: CustomStringConvertible {
    package var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            case .key(let key): text += "[\(key)]"
            }
        }
    }
}
