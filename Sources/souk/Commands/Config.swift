import ArgumentParser

/// Reads and changes the configurations of services while they run.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read, check and change the configuration of a service; no pod restarts.",
        discussion: """
            Each change is a revision with an author, a time and a reason. It goes to a share of the pods first, is measured against the others \
            there, and comes to all of them or is taken back by itself. `kubectl` works too: a ConfigMap SERVICE-config.rN is a revision, a \
            ConfigRollout brings it to the pods, and a direct edit of SERVICE-config is recorded as a revision.
            """,
        subcommands: [
            ConfigGet.self, ConfigApply.self, ConfigHistory.self, ConfigCompare.self, ConfigRollback.self, ConfigStatus.self,
            ConfigPromote.self, ConfigAbort.self, ConfigSchemaCommand.self, ConfigValidate.self,
        ])
}
