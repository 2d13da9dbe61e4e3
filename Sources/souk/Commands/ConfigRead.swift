import ArgumentParser
import Delivery
import HotConfig
import KubeModel

/// Prints a configuration.
struct ConfigGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Print the configuration that a service runs, or any revision of it. Secrets are redacted.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    @Option(help: "A revision, such as r7.")
    var revision = "current"

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let (name, content) = try await ConfigShelf(api, service).content(of: revision)
            let shown = content.redacted(by: service.check.schema)
            if json {
                say((["service": .string(service.name), "revision": .string(name), "data": JSON(shown.texts)] as JSON).text)
            } else if let text = shown.texts.first?.value, shown.texts.count == 1 {
                say(text)
            } else {
                say(shown.texts.sorted { $0.key < $1.key }.map { "# \($0.key)\n\($0.value)" }.joined(separator: "\n"))
            }
        }
    }
}

/// Lists the revisions.
struct ConfigHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the revisions that are kept: who made them, when and why.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let shelf = ConfigShelf(api, service)
            let picture = ConfigMapPicture(try await shelf.main())
            let rows = try await shelf.revisions.list().map { ConfigHistoryRow($0, in: picture) }
            if json {
                say(JSON.array(rows.map(\.json)).text)
            } else if rows.isEmpty {
                say("\(service.name) has no revisions yet. A controller notes the first as soon as one runs.")
            } else {
                say(TextTable.text([ConfigHistoryRow.head] + rows.map(\.cells)))
            }
        }
    }
}

/// Shows what differs between two revisions.
struct ConfigCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what differs between two revisions, key by key and line by line.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    @Argument(help: "A revision, such as r6, or current.")
    var old: String

    @Argument(help: "Another one.")
    var new = "current"

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let shelf = ConfigShelf(api, service)
            let (left, right) = (try await shelf.content(of: old), try await shelf.content(of: new))
            let schema = service.check.schema
            let diff = ConfigDiff(left.content.redacted(by: schema), right.content.redacted(by: schema), names: (left.name, right.name))
            if !diff.isEmpty {
                say(diff.text)
            } else if left.content.isSame(as: right.content) {
                say("\(left.name) and \(right.name) are the same.")
            } else {
                say("\(left.name) and \(right.name) differ in secrets alone.")
            }
        }
    }
}
