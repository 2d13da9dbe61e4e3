import ArgumentParser
import Foundation
import HotConfig

/// Prints the schema of a configuration.
struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema (draft 2020-12) of a service's configuration.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    func run() throws { say(try service.check.schema.jsonSchema) }
}

/// Checks files without a cluster: for CI and webhooks.
struct ConfigValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a configuration and tell everything that is wrong with it; 1 when something is.",
        usage: "souk config check [SERVICE] FILE [--json]",
        discussion: """
            FILE is a document, a manifest with ConfigMaps SERVICE-config, or - for standard input. SERVICE can be left out where the manifest \
            or the file's name (order.yaml) says it. Needs no cluster.
            """)

    @Argument(help: ArgumentHelp("The service and the file, or the file alone.", valueName: "service-and-file"))
    var words: [String]

    @Flag(help: "Print the verdict as JSON.")
    var json = false

    func validate() throws {
        guard (1...2).contains(words.count) else { throw ValidationError("Name a FILE, or SERVICE and FILE.") }
        if words.count == 2, ConfiguredService(argument: words[0]) == nil {
            throw ValidationError("'\(words[0])' is no service: \(ConfiguredService.allValueStrings.joined(separator: ", ")).")
        }
    }

    func run() throws {
        let verdicts = try verdicts()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            say(String(decoding: try encoder.encode(verdicts), as: UTF8.self))
        } else {
            for verdict in verdicts { say(verdict.text) }
        }
        guard verdicts.allSatisfy(\.isValid) else { throw ExitCode.failure }
    }

    private func verdicts() throws -> [ConfigVerdict] {
        let inputs = try ConfigInput.read(words.last ?? "-")
        guard words.count == 2, let service = ConfiguredService(argument: words[0])?.service else {
            return try inputs.map { ConfigVerdict($0, try Self.service(of: $0)) }
        }
        let own = inputs.filter { !$0.isManifest || $0.service == service }
        guard !own.isEmpty else { throw CommandFailure("\(words[1]) holds no ConfigMap \(service.principal)-config.") }
        return own.map { ConfigVerdict($0, service) }
    }

    private static func service(of input: ConfigInput) throws -> ServiceName {
        if let service = input.service { return service }
        let names = ConfiguredService.allValueStrings.joined(separator: ", ")
        throw CommandFailure("\(input.file) does not say whose configuration it is. Name the service before it: \(names).")
    }
}
