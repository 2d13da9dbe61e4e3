import Foundation
import Storage

/// What a key-value store should hold, told in the simplest way there is.
struct KeyValueModel {
    private struct Entry {
        var value: VersionedValue
        var expiry: Date
    }

    private var entries: [String: Entry] = [:]
    private var highest: [String: Int] = [:]

    func live(_ key: String, at instant: Date) -> VersionedValue? {
        entries[key].flatMap { $0.expiry > instant ? $0.value : nil }
    }

    mutating func remove(_ key: String) {
        entries[key] = nil
    }

    /// Any expectation, right or wrong.
    func expectation(for key: String, using random: inout some RandomNumberGenerator) -> ExpectedVersion {
        let known = entries[key]?.value.version ?? 1
        return [.absent, .any, .version(known), .version(known), .version(known - 1)].randomElement(using: &random) ?? .any
    }

    /// Whether the store's answer to a write is right; takes the write over if it was done.
    mutating func accepts(
        _ version: Int?, _ value: [UInt8], _ key: String, _ expecting: ExpectedVersion, expiry: Date, at instant: Date
    ) -> Bool {
        let holds = expecting.matches(live(key, at: instant)?.version)
        guard let version else { return !holds }
        defer {
            entries[key] = Entry(value: VersionedValue(value: value, version: version), expiry: expiry)
            highest[key] = version
        }
        return holds && version > highest[key] ?? 0
    }
}

extension Duration {
    var seconds: TimeInterval { TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18 }
}
