import Foundation

/// What differs between two contents, key by key and, where a key holds text, line by line.
package struct ConfigDiff: Sendable {
    /// One key that is not the same on both sides.
    package struct Entry: Sendable, Hashable {
        package enum Change: String, Sendable {
            case added, removed, changed
        }

        package let key: String
        package let change: Change
        /// Nil for what is no text.
        package let lines: LineDiff?
    }

    /// In the order of their keys.
    package let entries: [Entry]
    private let names: (old: String, new: String)

    /// - Parameters:
    ///   - names: How the two are called, such as `r6` and `r7`.
    package init(_ old: ConfigContent, _ new: ConfigContent, names: (old: String, new: String)) {
        self.names = names
        let keys = Set([old.texts, old.binaries, new.texts, new.binaries].flatMap(\.keys)).sorted()
        entries = keys.compactMap { Self.entry($0, old, new) }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// A unified diff, as `diff -u` and `git diff` write it.
    package var text: String {
        entries.map { entry in
            let old = entry.change == .added ? "/dev/null" : "\(names.old)/\(entry.key)"
            let new = entry.change == .removed ? "/dev/null" : "\(names.new)/\(entry.key)"
            guard let lines = entry.lines else { return "Binary key \(entry.key) \(entry.change)" }
            return "--- \(old)\n+++ \(new)\n\(lines.text)"
        }.joined(separator: "\n")
    }

    private static func entry(_ key: String, _ old: ConfigContent, _ new: ConfigContent) -> Entry? {
        let left = Side(key, old)
        let right = Side(key, new)
        guard left != right else { return nil }
        let change: Entry.Change = left == .missing ? .added : right == .missing ? .removed : .changed
        guard let old = left.text, let new = right.text else { return Entry(key: key, change: change, lines: nil) }
        let lines = LineDiff(old, new)
        // Only line ends differ, and pods do not mind those.
        return lines.isEmpty && change == .changed ? nil : Entry(key: key, change: change, lines: lines)
    }

    private enum Side: Equatable {
        case missing
        case text(String)
        case bytes(String)

        init(_ key: String, _ content: ConfigContent) {
            if let text = content.texts[key] {
                self = .text(text)
            } else if let bytes = content.binaries[key] {
                self = .bytes(bytes)
            } else {
                self = .missing
            }
        }

        /// What is missing is empty text.
        var text: String? {
            switch self {
            case .missing: ""
            case .text(let text): text.replacing("\r\n", with: "\n")
            case .bytes: nil
            }
        }
    }
}
