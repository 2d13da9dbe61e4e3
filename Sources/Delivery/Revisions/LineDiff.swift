/// What differs between two texts, line by line, as `diff -u` says it.
package struct LineDiff: Sendable, Hashable {
    package enum Line: Sendable, Hashable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// Lines that belong together, with those round them that did not change.
    package struct Hunk: Sendable, Hashable {
        /// Where it begins, from 1, and how many lines of each side it has.
        package let old: (start: Int, count: Int)
        package let new: (start: Int, count: Int)
        package let lines: [Line]

        package static func == (left: Hunk, right: Hunk) -> Bool {
            left.old == right.old && left.new == right.new && left.lines == right.lines
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(old.start)
            hasher.combine(new.start)
            hasher.combine(lines)
        }
    }

    package let hunks: [Hunk]

    /// - Parameter context: How many unchanged lines are shown round a change.
    package init(_ old: String, _ new: String, context: Int = 3) {
        hunks = Self.hunks(Self.merged(Self.lines(old), Self.lines(new)), context: context)
    }

    package var isEmpty: Bool { hunks.isEmpty }

    /// The hunks with their heads: `@@ -3,7 +3,7 @@`.
    package var text: String {
        hunks.flatMap { hunk in
            ["@@ -\(Self.range(hunk.old)) +\(Self.range(hunk.new)) @@"] + hunk.lines.map(\.text)
        }.joined(separator: "\n")
    }

    private static func range(_ range: (start: Int, count: Int)) -> String {
        range.count == 1 ? "\(range.start)" : "\(range.count == 0 ? range.start - 1 : range.start),\(range.count)"
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// All lines of both sides in one order.
    private static func merged(_ old: [String], _ new: [String]) -> [Line] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                lines.append(.removed(old[left]))
                left += 1
            } else if right < new.count, added.contains(right) {
                lines.append(.added(new[right]))
                right += 1
            } else if left < old.count {
                lines.append(.same(old[left]))
                left += 1
                right += 1
            }
        }
        return lines
    }

    private static func hunks(_ lines: [Line], context: Int) -> [Hunk] {
        var ranges: [Range<Int>] = []
        for (index, line) in lines.enumerated() where line.isChange {
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { range in
            let (before, within) = (lines[..<range.lowerBound], lines[range])
            return Hunk(
                old: (before.count(where: \.isOld) + 1, within.count(where: \.isOld)),
                new: (before.count(where: \.isNew) + 1, within.count(where: \.isNew)), lines: Array(within))
        }
    }
}

extension LineDiff.Line {
    package var text: String {
        switch self {
        case .same(let line): " \(line)"
        case .removed(let line): "-\(line)"
        case .added(let line): "+\(line)"
        }
    }

    fileprivate var isChange: Bool {
        if case .same = self { false } else { true }
    }

    fileprivate var isOld: Bool {
        if case .added = self { false } else { true }
    }

    fileprivate var isNew: Bool {
        if case .removed = self { false } else { true }
    }
}
