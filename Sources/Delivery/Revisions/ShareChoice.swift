import HotConfig

/// Which pods try a revision.
package enum ShareChoice {
    /// How many of so many pods are a share: at least one, and never less than the percentage.
    package static func count(percent: Int, of pods: Int) -> Int {
        guard percent > 0, pods > 0 else { return 0 }
        return percent >= 100 ? pods : max(1, (pods * percent + 99) / 100)
    }

    /// Where the share has to end so that just so many of the pods are in it. One that grows keeps those it had.
    /// - Parameters:
    ///   - release: The identity of the rollout, by which pods are drawn.
    ///   - pods: The names of those that are there.
    package static func below(percent: Int, release: String, pods: [String]) -> Int {
        // Also pods that come later belong to it then, and there is no moment in which one does not.
        guard percent < 100 else { return ConfigStaging.positions }
        let count = count(percent: percent, of: pods.count)
        guard count > 0 else { return 0 }
        let positions = pods.map { ConfigStaging.position(of: $0, release: release) }.sorted()
        return positions[count - 1] + 1
    }

    /// Whether the share still has the size that is meant: pods come and go.
    static func isRight(_ staging: ConfigStaging, pods: [String]) -> Bool {
        if staging.percent >= 100 { return staging.below == ConfigStaging.positions }
        return pods.count(where: staging.includes(pod:)) == count(percent: staging.percent, of: pods.count)
    }
}
