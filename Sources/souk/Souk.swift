import ArgumentParser

/// The one program of the shop and its platform.
@main
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk",
        abstract: "A commerce backend that stays open.",
        subcommands: [Dev.self, Serve.self, Init.self, Down.self, Import.self, Load.self, AuditBooks.self])
}
