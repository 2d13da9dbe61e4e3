import Delivery
import Foundation
import HotConfig

/// Sets one key of a content as a person would with an editor: every other line of its document stays as it is, comments included.
struct SettingEdit: Sendable {
    let key: String
    let value: String

    /// Reads `key=value`; nil for anything else.
    init?(_ argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        key = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }

    /// The content with the key set. Throws ``CommandFailure`` where only an editor can do it.
    func apply(to content: ConfigContent) throws -> ConfigContent {
        var texts = content.texts
        if texts[key] != nil {
            texts[key] = value
            return ConfigContent(texts: texts, binaries: content.binaries)
        }
        let documents = content.entries.filter { $0.format == .document }
        let holder = documents.first { Self.settings(of: $0)[key] != nil } ?? documents.first
        guard let holder else {
            texts[key] = value
            return ConfigContent(texts: texts, binaries: content.binaries)
        }
        texts[holder.name] = try edited(holder)
        return ConfigContent(texts: texts, binaries: content.binaries)
    }

    private func edited(_ entry: SourceEntry) throws -> String {
        let before = Self.settings(of: entry)
        for written in [value, "\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""] {
            guard let text = candidate(entry, written, at: before[key]?.location) else { continue }
            var after = Self.settings(of: SourceEntry(name: entry.name, bytes: Array(text.utf8))).mapValues(\.value)
            guard let found = after.removeValue(forKey: key), means(found) else { continue }
            var rest = before.mapValues(\.value)
            rest[key] = nil
            if after == rest { return text }
        }
        throw CommandFailure("\(key) cannot be set to '\(value)' on the command line; edit \(entry.name) and apply the file.")
    }

    private func means(_ found: SettingValue) -> Bool {
        switch found {
        case .text(let text): text == value
        case .list: value.hasPrefix("[")
        }
    }

    /// The document with the line of the key written anew, or with one more line.
    private func candidate(_ entry: SourceEntry, _ written: String, at location: String?) -> String? {
        var lines = String(decoding: entry.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let location else { return (lines + ["\(key): \(written)", ""]).joined(separator: "\n") }
        guard let number = location.split(separator: ":").last.flatMap({ Int($0) }), lines.indices.contains(number - 1),
            let colon = lines[number - 1].range(of: ": ")
        else { return nil }
        lines[number - 1] = lines[number - 1][..<colon.upperBound] + written
        return lines.joined(separator: "\n") + "\n"
    }

    private static func settings(of entry: SourceEntry) -> [String: Setting] {
        ParsedSettings(SourceContent(entries: [entry], isAtomic: true)).settings
    }
}
