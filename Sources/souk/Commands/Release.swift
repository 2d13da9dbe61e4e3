import ArgumentParser

/// Brings new versions of services into service.
struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Release a new version of a service, watch it, and take it back.",
        discussion: """
            `souk release SERVICE --image TAG` starts a release and follows it to its end. A release goes on by itself: it is kept by the \
            controller, not by this command, and can as well be made and read by kubectl, as a Release of souk.dev.
            """,
        subcommands: [
            ReleaseStart.self, ReleaseStatus.self, ReleasePromote.self, ReleaseAbort.self, ReleaseUndo.self, ReleasePause.self,
            ReleaseResume.self, ReleaseHistory.self,
        ],
        defaultSubcommand: ReleaseStart.self)
}
