/// How often containers have crashed, also those of pods that are gone: a sum over the pods of the moment would go back with each that
/// leaves.
package struct CrashLedger: Codable, Sendable, Hashable {
    /// The crashes of each pod as they were seen last, by UID.
    private var seen: [String: Int] = [:]
    package private(set) var total = 0

    package init() {}

    /// Takes in what is seen of the pods.
    /// - Parameters:
    ///   - crashes: Of each present pod, by UID, since it was made.
    ///   - isOld: Whether a pod was there before the rollout began: what it had when it is seen first does not count.
    ///   - counts: Whether what a pod adds now is laid to the new version.
    package mutating func take(_ crashes: [String: Int], isOld: (String) -> Bool = { _ in false }, counts: (String) -> Bool = { _ in true })
    {
        for (pod, now) in crashes {
            let before = seen[pod] ?? (isOld(pod) ? now : 0)
            if now > before, counts(pod) { total += now - before }
        }
        seen = crashes.merging(seen) { max($0, $1) }.filter { crashes[$0.key] != nil }
    }
}
