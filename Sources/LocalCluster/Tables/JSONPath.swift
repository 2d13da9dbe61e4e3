package import KubeModel

/// The part of JSONPath that printer columns use: `.spec.hosts[0]`, `.a['b.c']`, `[*]` and filters such as
/// `.status.conditions[?(@.type=="Ready")].status`.
package struct JSONPath: Sendable, Equatable {
    package enum Step: Sendable, Equatable {
        case member(String)
        case element(Int)
        case all
        /// Elements whose member has the value.
        case matching(member: String, value: String)
    }

    package let steps: [Step]

    /// Nil when it is written in another way.
    package init?(_ text: String) {
        var rest = text[...]
        var steps: [Step] = []
        if rest.first == "{", rest.last == "}" { rest = rest.dropFirst().dropLast() }
        if rest.first == "$" { rest.removeFirst() }
        while !rest.isEmpty {
            guard let step = Self.step(&rest) else { return nil }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func step(_ rest: inout Substring) -> Step? {
        switch rest.removeFirst() {
        case ".":
            var name = ""
            while let next = rest.first, next != ".", next != "[" {
                rest.removeFirst()
                if next == "\\", let escaped = rest.first {
                    name.append(escaped)
                    rest.removeFirst()
                } else {
                    name.append(next)
                }
            }
            return name.isEmpty ? nil : .member(name)
        case "[":
            guard let end = closing(rest) else { return nil }
            let inner = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            return bracketed(inner)
        default: return nil
        }
    }

    /// The bracket that closes, outside quotes.
    private static func closing(_ rest: Substring) -> Substring.Index? {
        var quote: Character?
        for index in rest.indices {
            let character = rest[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "]" {
                return index
            }
        }
        return nil
    }

    private static func bracketed(_ inner: String) -> Step? {
        if inner == "*" { return .all }
        if let index = Int(inner) { return .element(index) }
        if let match = inner.wholeMatch(of: /\?\(\s*@\.([^=\s]+)\s*==\s*["']([^"']*)["']\s*\)/) {
            return .matching(member: String(match.1), value: String(match.2))
        }
        if let match = inner.wholeMatch(of: /["']([^"']+)["']/) { return .member(String(match.1)) }
        return nil
    }

    /// All that the path leads to.
    package func values(in json: JSON) -> [JSON] {
        steps.reduce([json]) { found, step in found.flatMap { Self.follow(step, from: $0) }.filter { !$0.isNull } }
    }

    private static func follow(_ step: Step, from json: JSON) -> [JSON] {
        switch step {
        case .member(let name): [json[name]]
        case .element(let index): [json[index < 0 ? json.elements.count + index : index]]
        case .all: json.array ?? json.object.map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? []
        case .matching(let member, let value): json.elements.filter { $0[member].string == value }
        }
    }
}
