package import KubeModel

/// The pods that a controller has created or deleted but not yet seen so in its copy of the world. While any are outstanding the copy is
/// stale, and the controller must not count by it: it would create or delete twice.
package struct Expectations: Sendable, Equatable {
    /// After so long something must have been missed; the copy is believed again.
    package static let lifetime: Duration = .seconds(300)

    private struct Outstanding: Sendable, Equatable {
        /// Names of pods that are to appear.
        var creations: Set<String> = []
        /// Uids of pods that are to end.
        var deletions: Set<String> = []
        var since: KubeTime
    }

    private var outstanding: [String: Outstanding] = [:]

    package init() {}

    /// Before a write: pods of these names will appear, and those of these uids will go.
    /// - Parameter owner: The uid of the one that wants the pods.
    package mutating func expect(creations: [String] = [], deletions: [String] = [], of owner: String, at now: KubeTime) {
        var expected = outstanding[owner] ?? Outstanding(since: now)
        expected.creations.formUnion(creations)
        expected.deletions.formUnion(deletions)
        expected.since = now
        keep(expected, of: owner)
    }

    /// A pod is there now, or will not be because the write failed.
    package mutating func settle(creation name: String, of owner: String) {
        guard var expected = outstanding[owner] else { return }
        expected.creations.remove(name)
        keep(expected, of: owner)
    }

    /// A pod is going or gone now, or will stay because the write failed.
    package mutating func settle(deletion uid: String, of owner: String) {
        guard var expected = outstanding[owner] else { return }
        expected.deletions.remove(uid)
        keep(expected, of: owner)
    }

    package mutating func forget(_ owner: String) { outstanding[owner] = nil }

    /// Whether the copy of the world shows all that this owner's controller has done.
    package func areMet(of owner: String, at now: KubeTime) -> Bool {
        guard let expected = outstanding[owner] else { return true }
        return expected.since + Self.lifetime < now
    }

    private mutating func keep(_ expected: Outstanding, of owner: String) {
        outstanding[owner] = expected.creations.isEmpty && expected.deletions.isEmpty ? nil : expected
    }
}
