import Foundation
import Yams

/// Turns YAML nodes into JSON by the rules of Kubernetes' tools, which read YAML 1.1: `yes` and `on` are true, `0644` is octal, dates
/// are texts, `<<` merges.
struct YAMLConverter {
    /// Lines by path, from 1.
    private(set) var lines: [FieldPath: Int] = [:]
    private let lineOffset: Int
    private var count = 0

    init(lineOffset: Int) { self.lineOffset = lineOffset }

    mutating func json(_ node: Node, at path: FieldPath = FieldPath()) throws(YAMLFault) -> JSON {
        let line = lineOffset + (node.mark?.line ?? 1)
        count += 1
        guard count <= YAMLLimits.values else {
            throw YAMLFault(line: line, message: "its aliases make more than \(YAMLLimits.values) values")
        }
        guard path.steps.count <= JSON.depthLimit else { throw YAMLFault(line: line, message: "is nested deeper than \(JSON.depthLimit)") }
        if lines[path] == nil { lines[path] = line }
        switch node {
        case .scalar(let scalar): return try value(of: scalar, line: line)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for (index, element) in sequence.enumerated() { elements.append(try json(element, at: path[index])) }
            return .array(elements)
        case .mapping(let mapping): return .object(try members(of: mapping, at: path))
        case .alias: throw YAMLFault(line: line, message: "has an alias that stands for nothing")
        }
    }

    private mutating func members(of mapping: Node.Mapping, at path: FieldPath) throws(YAMLFault) -> [String: JSON] {
        var members: [String: JSON] = [:]
        var merged: [Node] = []
        for (key, value) in mapping {
            if isMerge(key) {
                merged.append(value)
                continue
            }
            let name = try self.key(key)
            let line = lineOffset + (key.mark?.line ?? 1)
            guard members[name] == nil else {
                throw YAMLFault(line: line, message: "\"\(name)\" stands twice in one mapping: keep one of them")
            }
            lines[path / name] = line
            members[name] = try json(value, at: path / name)
        }
        for node in merged { try merge(node, into: &members, at: path) }
        return members
    }

    private func isMerge(_ key: Node) -> Bool {
        guard let scalar = key.scalar, scalar.string == "<<" else { return false }
        return scalar.style == .plain || scalar.style == .any
    }

    /// What stands there itself wins, and of several that are merged the first.
    private mutating func merge(_ node: Node, into members: inout [String: JSON], at path: FieldPath) throws(YAMLFault) {
        switch node {
        case .mapping(let mapping):
            members.merge(try self.members(of: mapping, at: path)) { own, _ in own }
        case .sequence(let sequence):
            for element in sequence { try merge(element, into: &members, at: path) }
        default:
            throw YAMLFault(line: lineOffset + (node.mark?.line ?? 1), message: "<< needs a mapping or a list of them")
        }
    }

    /// A key is a text in JSON, whatever it is in YAML.
    private func key(_ node: Node) throws(YAMLFault) -> String {
        let line = lineOffset + (node.mark?.line ?? 1)
        guard let scalar = node.scalar else { throw YAMLFault(line: line, message: "a key must be a text") }
        switch try value(of: scalar, line: line) {
        case .string(let text): return text
        case .null: throw YAMLFault(line: line, message: "a key must be a text, not null: write it in quotes")
        case let other: return other.text
        }
    }

    private func value(of scalar: Node.Scalar, line: Int) throws(YAMLFault) -> JSON {
        let isPlain = scalar.style == .plain || scalar.style == .any
        switch scalar.tag.rawValue {
        case "" where isPlain, "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            guard let value = YAMLScalar.value(of: scalar.string) else {
                throw YAMLFault(line: line, message: "\(scalar.string) is no number that JSON can say: write it in quotes")
            }
            return value
        case "tag:yaml.org,2002:binary":
            guard let data = Data(base64Encoded: scalar.string, options: .ignoreUnknownCharacters) else {
                throw YAMLFault(line: line, message: "!!binary must be Base64")
            }
            return .string(String(decoding: data, as: UTF8.self))
        default: return .string(scalar.string)
        }
    }
}
