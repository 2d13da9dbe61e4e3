import Yams

/// Reads one YAML (or JSON) document into settings. Scalars are taken as their text: what they mean is for the key to say, so no value
/// is misread by YAML's own rules (`no` as false, `0100` as 64).
struct YAMLDocument {
    private static let depthLimit = 16
    /// Above this, nested aliases could make a small document explode. Below, none is expanded either: they are refused.
    private static let aliasLimit = 16

    let name: String

    func read(_ text: String, into parsed: inout ParsedSettings) {
        guard Self.aliasCount(in: text) <= Self.aliasLimit else {
            parsed.add(fault("holds YAML aliases; write the values out", at: nil))
            return
        }
        var text = MaskedYAML(text)
        while true {
            do {
                let parser = try Parser(yaml: text.text, resolver: .basic, encoding: .utf8)
                // A node only knows its anchor while the parser lives.
                try withExtendedLifetime(parser) {
                    guard let root = try parser.singleRoot(), !isNothing(root) else { return }
                    guard case .mapping = root else {
                        parsed.add(fault("must be keys and values, as in `cache.ttl: 30s`", at: root.mark))
                        return
                    }
                    flatten(root, path: [], into: &parsed)
                }
                return
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) where text.mask(at: context.mark, expecting: keys) {
                continue
            } catch {
                parsed.add(fault(for: error))
                return
            }
        }
    }

    private func flatten(_ node: Node, path: [String], into parsed: inout ParsedSettings) {
        let key = path.isEmpty ? ConfigFault.source : path.joined(separator: ".")
        let location = location(node.mark)
        guard node.anchor == nil else {
            parsed.add(ConfigFault(key: key, reason: "has a YAML anchor or alias; write the value out", location: location))
            return
        }
        switch node {
        case .scalar(let scalar):
            if isNothing(node) {
                parsed.add(ConfigFault(key: key, reason: "has no value; give it one, or remove the key", location: location))
            } else {
                parsed.add(.text(scalar.string), for: key, at: location)
            }
        case .sequence(let items):
            let texts = items.compactMap { isNothing($0) || $0.anchor != nil ? nil : $0.scalar?.string }
            if texts.count == items.count {
                parsed.add(.list(texts), for: key, at: location)
            } else {
                parsed.add(ConfigFault(key: key, reason: "must be a list of plain values", location: location))
            }
        case .mapping(let pairs):
            for (name, value) in pairs { flatten(name: name, value, path: path, into: &parsed) }
        case .alias:
            parsed.add(ConfigFault(key: key, reason: "is a YAML alias; write the value out", location: location))
        }
    }

    private func flatten(name: Node, _ value: Node, path: [String], into parsed: inout ParsedSettings) {
        guard let written = name.scalar?.string, name.anchor == nil, path.count < Self.depthLimit else {
            parsed.add(fault("holds a key that is not plain text, or keys nested too deep", at: name.mark))
            return
        }
        guard let key = MaskedYAML.maskedKey(written) else {
            flatten(value, path: path + [written], into: &parsed)
            return
        }
        let full = (path + [key]).joined(separator: ".")
        parsed.add(ConfigFault(key: full, reason: "is set twice in the same document; keep one", location: location(name.mark)))
    }

    /// Whether the node is YAML's null: nothing, `~` or `null`, without quotes.
    private func isNothing(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private func location(_ mark: Mark?) -> String {
        mark.map { "\(name):\($0.line)" } ?? name
    }

    private func fault(_ reason: String, at mark: Mark?) -> ConfigFault {
        ConfigFault(key: ConfigFault.source, reason: reason, location: location(mark))
    }

    /// Without the line that the parser quotes: it may hold a secret.
    private func fault(for error: any Error) -> ConfigFault {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _), YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let doing = context.map { "\($0.text), " } ?? ""
            return fault("is not valid YAML or JSON: \(doing)\(problem)", at: mark)
        case YamlError.reader(let problem, _, _, _):
            return fault("is not valid YAML or JSON: \(problem)", at: nil)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return fault("sets keys twice: \(keys.joined(separator: ", "))", at: context.mark)
        default:
            return fault("is not valid YAML or JSON", at: nil)
        }
    }

    /// How many times something that may be an alias, such as `*name`, stands at the start of a value.
    private static func aliasCount(in text: String) -> Int {
        var count = 0
        var previous = UInt8(ascii: "\n")
        var beforeStar: UInt8?
        for byte in text.utf8 {
            if let before = beforeStar, " \t\n[{,:-?".utf8.contains(before), !" \t\n".utf8.contains(byte) { count += 1 }
            beforeStar = byte == UInt8(ascii: "*") ? previous : nil
            previous = byte
        }
        return count
    }
}
