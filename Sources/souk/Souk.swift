import ArgumentParser

/// The one program of the shop and its platform.
@main
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk",
        abstract: "A commerce backend that stays open.",
        subcommands: [
            Up.self, Status.self, Down.self, Image.self, Dev.self, Serve.self, Init.self, Import.self, Load.self, AuditBooks.self,
            Release.self, Config.self, Controller.self,
        ])
}
