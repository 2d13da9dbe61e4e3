/// Small values under a key, each with a version, so that two writers cannot lose each other's update.
package protocol KeyValueStore: Sendable {
    /// The live value, or nil when there is none or it has expired.
    func value(forKey key: String) async throws -> VersionedValue?

    /// Writes if the stored version is the expected one and returns the new version, which is greater than every earlier one
    /// of this key while the value lives; nil when the expectation did not hold and nothing was written.
    /// The value expires `lifetime` after this write. It is durable on return.
    func setValue(_ value: [UInt8], forKey key: String, expecting: ExpectedVersion, lifetime: Duration) async throws -> Int?

    /// Removes the value; it is no error if there is none.
    func removeValue(forKey key: String) async throws
}

/// A value with the version it was read at.
package struct VersionedValue: Sendable, Equatable {
    package let value: [UInt8]
    package let version: Int

    package init(value: [UInt8], version: Int) {
        self.value = value
        self.version = version
    }
}

/// What a writer expects to find.
package enum ExpectedVersion: Sendable, Equatable {
    /// No live value under the key.
    case absent
    /// Exactly this version.
    case version(Int)
    /// Whatever is there, or nothing.
    case any
}

extension ExpectedVersion {
    /// Whether the expectation holds of the live version; nil means that there is no live value.
    package func matches(_ live: Int?) -> Bool {
        switch self {
        case .absent: live == nil
        case .version(let version): live == version
        case .any: true
        }
    }
}
