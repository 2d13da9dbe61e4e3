import ArgumentParser
import Audit
import Foundation
import ServiceKit

/// Checks the books of a shop.
struct AuditBooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check from the databases that orders, stock and money add up.",
        discussion: "It may run while the shop is open. Exits with 1 when something does not add up.")

    @Option(help: "The journal of `souk load`: every order in it must be there.")
    var journal: String?

    @Option(help: "How long an order may take to become final, such as 30s.")
    var grace = DurationArgument(.seconds(30))

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var home: HomeOption

    func run() async throws {
        let home = home.home
        for database in ShopDatabase.allCases {
            let path = home.path(of: database)
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandFailure("\(path) is not there. Has a shop been open in this folder? --home names another.")
            }
        }
        let facts = try await ShopBooks(home: home).facts(journal: journal)
        let report = Auditor.audit(facts, at: Date(), grace: grace.value)
        say(json ? String(decoding: try ShopJSON.encode(report), as: UTF8.self) : report.table)
        if !report.isClean { throw ExitCode.failure }
    }
}
