/// Which of the entries that a source holds a pod uses. Pure.
///
/// Without a rollout it is the plain ones. While a new content is tried (``ConfigStaging``), a pod of the share uses that instead, under
/// the keys that it will have. Both are then the same entries, so that nothing is loaded anew when the new content becomes the content.
package struct StagedContent: Sendable, Equatable {
    /// What the pod uses.
    package let entries: [SourceEntry]
    /// What is being tried, and whether by this pod; nil when nothing is, or nobody can tell what.
    package let share: StagedShare?
    /// Why the pod uses the plain entries although something may be meant for it.
    package let fault: ConfigFault?

    /// - Parameters:
    ///   - entries: All of them, with those of the rollout.
    ///   - pod: Nil for what is no pod and takes part in no rollout.
    package init(_ entries: [SourceEntry], pod: String?) {
        let plain = entries.filter { !$0.name.hasPrefix(".") }
        guard let notice = entries.first(where: { $0.name == ConfigStaging.key }) else {
            self.init(plain: plain)
            return
        }
        let tried = entries.compactMap(Self.tried)
        guard let staging = ConfigStaging(json: notice.bytes) else {
            let reason = "is not what a rollout writes, so every pod uses the plain content; remove it, or roll out again"
            self.init(plain, share: nil, fault: ConfigFault(key: ConfigStaging.key, reason: reason))
            return
        }
        guard !tried.isEmpty else {
            let reason = "announces \(staging.revision), and no \(ConfigStaging.contentPrefix)* holds its content; roll out again"
            self.init(plain, share: nil, fault: ConfigFault(key: ConfigStaging.key, reason: reason))
            return
        }
        let isMember = pod.map(staging.includes(pod:)) ?? false
        self.init(isMember ? tried : plain, share: StagedShare(staging: staging, isMember: isMember), fault: nil)
    }

    /// Entries among which there is no rollout.
    package init(plain entries: [SourceEntry]) {
        self.init(entries, share: nil, fault: nil)
    }

    private init(_ entries: [SourceEntry], share: StagedShare?, fault: ConfigFault?) {
        self.entries = entries
        self.share = share
        self.fault = fault
    }

    /// Whether a name is a key, or one of a rollout's; what else begins with a dot is none: that is how a volume keeps its own.
    package static func isKey(_ name: String) -> Bool {
        guard name.hasPrefix(".") else { return !name.isEmpty }
        return name == ConfigStaging.key || name.hasPrefix(ConfigStaging.contentPrefix)
    }

    /// An entry of the new content, under the key that it will have.
    private static func tried(_ entry: SourceEntry) -> SourceEntry? {
        guard entry.name.hasPrefix(ConfigStaging.contentPrefix) else { return nil }
        let key = String(entry.name.dropFirst(ConfigStaging.contentPrefix.count))
        return key.isEmpty || key.hasPrefix(".") ? nil : SourceEntry(name: key, bytes: entry.bytes)
    }
}

/// A content that is being tried, and whether this pod is among those that do.
package struct StagedShare: Sendable, Equatable {
    package let staging: ConfigStaging
    package let isMember: Bool

    package init(staging: ConfigStaging, isMember: Bool) {
        self.staging = staging
        self.isMember = isMember
    }
}
