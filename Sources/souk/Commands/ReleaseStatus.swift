import ArgumentParser
import Delivery
import Foundation
import KubeClient
import KubeModel
import ReleaseEngine

/// Shows all releases, or one service's in full.
struct ReleaseStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show all releases, or the last of a service with its measurements.")

    @Argument(help: "The service; all of them if none is named.")
    var service: String?

    @Flag(help: "Print the objects as JSON.")
    var json = false

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let shelf = ReleaseShelf(api: api, namespace: api.config.namespace)
            if let service {
                let release = try await shelf.last(of: service)
                say(json ? release.json.text : Self.text(ReleaseDetail(RolloutReport(.release, release))))
            } else {
                let releases = try await shelf.all()
                say(json ? JSON.array(releases.map(\.json)).text : Self.table(releases, in: shelf))
            }
        }
    }

    private static func table(_ releases: [KubeObject], in shelf: ReleaseShelf) -> String {
        guard !releases.isEmpty else {
            return "No release was ever made in namespace \(shelf.namespace). `souk release SERVICE --image TAG` makes one."
        }
        let now = KubeTime(secondsSince1970: Date().timeIntervalSince1970)
        return TextTable.text(ReleaseTable.rows(releases.map { RolloutReport(.release, $0) }, now: now))
    }

    private static func text(_ detail: ReleaseDetail) -> String {
        let metrics = detail.metrics.count > 1 ? [TextTable.text(detail.metrics)] : []
        return ([TextTable.text(detail.facts)] + metrics + [TextTable.text(detail.history)]).joined(separator: "\n\n")
    }
}

/// Shows what became of every release of a service.
struct ReleaseHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show every release of a service with all that happened, the oldest first.")

    @Argument(help: "The service.")
    var service: String

    @Flag(help: "Print the objects as JSON.")
    var json = false

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let releases = try await ReleaseShelf(api: api, namespace: api.config.namespace).of(service)
            guard !json else { return say(JSON.array(releases.map(\.json)).text) }
            let reports = ReleaseTable.sorted(releases.map { RolloutReport(.release, $0) })
            let texts = reports.map { report in
                let head = "\(report.name): \(report.stable ?? "?") to \(report.target), \(report.phase.rawValue)"
                let why = report.reason.map { " (\($0): \(report.message ?? ""))" } ?? ""
                return head + why + "\n" + TextTable.text(ReleaseDetail(report).history)
            }
            say(texts.isEmpty ? "\(service) was never released by souk." : texts.joined(separator: "\n\n"))
        }
    }
}
