package import KubeModel

/// One controller's work: it looks at one thing and brings the world nearer to what it should be. It may be called at any time, for
/// nothing has to have changed, and must come to the same decision again if what it did is not enough.
package protocol Reconciler: Sendable {
    associatedtype Key: Hashable & Sendable

    /// In logs: `deployment`.
    var name: String { get }

    /// Whether one thing is looked at at a time; otherwise different ones are at once.
    var isSerial: Bool { get }

    /// All that there is to look at, for the regular look at everything.
    var keys: [Key] { get }

    /// Returns when to look again even if nothing changes. Throws what the API refused: then it is tried again, later each time.
    func reconcile(_ key: Key) async throws(StatusError) -> Duration?
}

extension Reconciler {
    package var isSerial: Bool { false }
}
