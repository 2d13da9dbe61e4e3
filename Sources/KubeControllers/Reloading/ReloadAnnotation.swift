/// The annotations of Stakater's Reloader that are honoured, and one of our own.
package enum ReloadAnnotation {
    static let auto = "reloader.stakater.com/auto"
    static let search = "reloader.stakater.com/search"
    static let match = "reloader.stakater.com/match"
    static let ignore = "reloader.stakater.com/ignore"
    static let lastReloadedFrom = "reloader.stakater.com/last-reloaded-from"

    /// What of a Deployment's configuration was last seen, by kind and name: so that a change during a restart is not missed.
    package static let seen = "souk.dev/reloader-seen"

    static func auto(_ kind: ConfigReference.Kind) -> String { "\(kind.prefix).reloader.stakater.com/auto" }
    static func reload(_ kind: ConfigReference.Kind) -> String { "\(kind.prefix).reloader.stakater.com/reload" }
}
