import ArgumentParser
import Audit
import Foundation
import ServiceKit

/// Checks the books of a shop.
struct AuditBooks: AsyncParsableCommand {
    /// How often it looks, and how long after each other, until everything adds up.
    private static let (looks, pause) = (3, Duration.seconds(2))

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
        let report = try await report(home)
        say(json ? String(decoding: try ShopJSON.encode(report), as: UTF8.self) : report.table)
        if !report.isClean { throw ExitCode.failure }
    }

    /// An open shop writes while its books are read one after the other: an order that is cancelled in between seems not to add up. What
    /// is really wrong is so at every look.
    private func report(_ home: ShopHome) async throws -> AuditReport {
        let progress = ProgressLine()
        defer { progress.end() }
        for _ in 1..<Self.looks {
            let report = try await look(home)
            if report.isClean { return report }
            progress.show("Something does not add up. Looking again, as the shop may be at work …")
            try await Task.sleep(for: Self.pause)
        }
        return try await look(home)
    }

    private func look(_ home: ShopHome) async throws -> AuditReport {
        Auditor.audit(try await ShopBooks(home: home).facts(journal: journal), at: Date(), grace: grace.value)
    }
}
