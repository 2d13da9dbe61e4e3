import ArgumentParser
import Delivery
import Foundation
import KubeModel
import ReleaseEngine

/// Shows the last rollout of a service's configuration.
struct ConfigStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the rollout that is under way, or else the last one.")

    @Argument(help: "The service.")
    var service: ConfiguredService

    @Flag(help: "Print the object as JSON.")
    var json = false

    @OptionGroup var access: ClusterAccess

    func run() async throws {
        try await access.withClient { api in
            let rollout = try await ConfigShelf(api, service).rollout()
            say(json ? rollout.json.text : TextTable.text(ConfigRolloutView(RolloutReport(.config, rollout)).rows))
        }
    }
}

/// The service whose rollout is meant, and whether to stay with it.
struct ConfigRolloutTarget: ParsableArguments {
    @Argument(help: "The service.")
    var service: ConfiguredService

    @Flag(help: "Do not wait for the end.")
    var detach = false

    @OptionGroup var access: ClusterAccess

    /// Asks the rollout for something, and follows it to its end.
    func ask(_ kind: ReleaseRequest.Kind, expecting ends: Set<ReleasePhase>) async throws {
        let id = UUID().uuidString
        try await access.withClient { api in
            let rollout = try await ConfigShelf(api, service).rollout()
            if let ending = RolloutReport(.config, rollout).ending { throw CommandFailure("\(rollout.name) is over: \(ending)") }
            let key = ObjectKey(.configRollouts, namespace: rollout.namespace, name: rollout.name)
            let asked = try await api.patch(key, RolloutPatch.request(kind, id: id), manager: ConfigShelf.manager)
            say("Asked \(rollout.name) to \(kind.rawValue).")
            guard !detach else { return }
            try await ConfigFollowing(api: api, rollout: asked, request: id, wanted: ends).follow()
        }
    }
}

struct ConfigPromote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Give the revision to all pods now, without waiting for holds and samples.")

    @OptionGroup var target: ConfigRolloutTarget

    func run() async throws { try await target.ask(.promote, expecting: [.succeeded]) }
}

struct ConfigAbort: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "abort", abstract: "Take the revision back from the pods that try it.")

    @OptionGroup var target: ConfigRolloutTarget

    func run() async throws { try await target.ask(.abort, expecting: [.rolledBack, .superseded]) }
}
