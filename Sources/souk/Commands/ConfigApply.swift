import ArgumentParser
import Delivery
import Foundation
import HotConfig
import KubeModel

/// How a revision comes to the pods, and whether the command stays with it.
struct ConfigRolloutOptions: ParsableArguments {
    @Option(help: "Percent of the pods and how long they are watched at least; after the last all pods get it.")
    var steps: String?

    @Flag(help: "Do not follow the rollout to its end.")
    var detach = false

    @OptionGroup var access: ClusterAccess

    /// Throws `ValidationError`.
    func steps(or fallback: String?) throws -> [RolloutDraft.Step]? {
        guard let text = steps ?? fallback else { return nil }
        do throws(DraftFault) {
            return try CanarySteps.parse(text)
        } catch {
            throw ValidationError("--steps: \(error)")
        }
    }

    /// Makes the rollout and follows it. Throws ``CommandFailure`` when the pods do not have the revision in the end.
    func roll(out revision: RecordedRevision, steps: [RolloutDraft.Step]?, _ shelf: ConfigShelf) async throws {
        let rollout = try await shelf.roll(out: revision.number, steps: steps)
        say("\(rollout.name) brings \(revision.name) to \(shelf.service.name)\(steps == nil ? ", to all pods at once" : "").")
        guard !detach else { return say("`souk config status \(shelf.service.name)` shows how it goes.") }
        try await ConfigFollowing(api: shelf.api, rollout: rollout).follow()
    }
}

/// Makes a revision and rolls it out.
struct ConfigApply: AsyncParsableCommand {
    private static let usualSteps = "25:30s,50:30s"

    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Check a configuration, keep it as a revision and bring it to the pods, step by step.",
        discussion: """
            Nothing is written unless the whole is valid; every fault is told, with file, line and key. Ends with 0 when every pod runs the \
            revision, and with 1 when it was refused or taken back.
            """)

    @Argument(help: "The service, such as order-service.")
    var service: ConfiguredService

    @Argument(help: "A document, a manifest with the ConfigMap, or - for standard input.")
    var file: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("One key of what runs, instead of a file.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Why, for the history.")
    var reason = ""

    @Option(help: "Who. Default: the user who runs the command.")
    var author: String?

    @Flag(help: "To all pods at once, unmeasured.")
    var now = false

    @OptionGroup var rollout: ConfigRolloutOptions

    func validate() throws {
        if (file == nil) == settings.isEmpty { throw ValidationError("Name either a FILE or one --set key=value or more.") }
        if now, rollout.steps != nil { throw ValidationError("--now has no --steps.") }
        for setting in settings where SettingEdit(setting) == nil {
            throw ValidationError("--set '\(setting)' must be key=value, such as cache.ttl=30s.")
        }
        _ = try rollout.steps(or: Self.usualSteps)
    }

    func run() async throws {
        // A file is checked before anything else, so that a mistake needs no cluster to be found.
        let input = try file.map(checkedInput)
        try await rollout.access.withClient { api in
            let shelf = ConfigShelf(api, service)
            let main = try await shelf.main()
            let running = ConfigContent(of: main)
            let content = try input.map { self.content($0, like: running) } ?? edited(running)
            // While a rollout is under way the same content is a way back, which the rollout has to make room for.
            if content.isSame(as: running), try await shelf.isQuiet(main) {
                return say("\(service.name) has just that already, as \(ConfigMark(of: main).revision ?? "what it runs").")
            }
            // What the way back would lead to has to be a revision first.
            try await shelf.revisions.settle(main)
            let revision = try await shelf.revisions.record(content, author: author ?? NSUserName(), reason: reason)
            say(
                ConfigDiff(
                    running.redacted(by: service.check.schema), content.redacted(by: service.check.schema),
                    names: (ConfigMark(of: main).revision ?? "current", revision.name)
                ).text)
            try await rollout.roll(out: revision, steps: now ? nil : try rollout.steps(or: Self.usualSteps), shelf)
        }
    }

    private func checkedInput(_ file: String) throws -> ConfigInput {
        let inputs = try ConfigInput.read(file)
        guard let input = inputs.first(where: { !$0.isManifest || $0.service == service.service }) else {
            throw CommandFailure("\(file) holds no ConfigMap \(ConfigNames.main(of: service.name)).")
        }
        try ConfigVerdict(input, service.service).require()
        return input
    }

    /// A plain document takes the place of the one that is there, whatever the file is called.
    private func content(_ input: ConfigInput, like running: ConfigContent) -> ConfigContent {
        guard !input.isManifest, let text = input.texts.values.first else {
            return ConfigContent(texts: input.texts, binaries: input.binaries)
        }
        let documents = running.entries.filter { $0.format == .document }.map(\.name)
        return ConfigContent(texts: [documents.count == 1 ? documents[0] : "\(service.service.rawValue).yaml": text])
    }

    private func edited(_ running: ConfigContent) throws -> ConfigContent {
        let content = try settings.compactMap(SettingEdit.init).reduce(running) { try $1.apply(to: $0) }
        try ConfigVerdict(file: "That", service: service.name, faults: service.check.faults(in: content.entries)).require()
        return content
    }
}

/// Goes back to a revision that is kept.
struct ConfigRollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Go back to any revision that is kept: to all pods at once, or with --steps one share after another.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    @Option(help: "The revision, such as r7.")
    var to: String

    @OptionGroup var rollout: ConfigRolloutOptions

    func validate() throws {
        if ConfigShelf.number(of: to) == nil { throw ValidationError("--to '\(to)' is no revision: write r7 or 7.") }
        _ = try rollout.steps(or: nil)
    }

    func run() async throws {
        guard let number = ConfigShelf.number(of: to) else { return }
        try await rollout.access.withClient { api in
            let shelf = ConfigShelf(api, service)
            let revision = try await shelf.revision(number)
            // It was valid once; the service may be another one by now.
            let faults = service.check.faults(in: revision.content.entries)
            try ConfigVerdict(file: revision.name, service: service.name, faults: faults).require()
            let main = try await shelf.main()
            try await shelf.revisions.settle(main)
            let mark = ConfigMark(of: main)
            if mark.revision == revision.name, mark.isTrue(of: ConfigContent(of: main)), try await shelf.isQuiet(main) {
                return say("\(service.name) runs \(revision.name) already.")
            }
            try await rollout.roll(out: revision, steps: try rollout.steps(or: nil), shelf)
        }
    }
}
