import ArgumentParser
import Delivery
import Foundation
import KubeClient
import KubeModel
import ReleaseEngine

/// The service whose release is meant, and whether to stay and watch.
struct ReleaseTarget: ParsableArguments {
    @Argument(help: "The service.")
    var service: String

    @Flag(help: "Do not wait for the end.")
    var detach = false

    @OptionGroup var access: ClusterAccess

    /// Asks the last release of the service for something, and follows it to its end.
    func ask(_ kind: ReleaseRequest.Kind, expecting ends: Set<ReleasePhase>, _ check: (RolloutReport) throws -> Void) async throws {
        let id = UUID().uuidString
        try await access.withClient { api in
            let shelf = ReleaseShelf(api: api, namespace: api.config.namespace)
            let release = try await shelf.last(of: service)
            let report = RolloutReport(.release, release)
            try check(report)
            // An undo that waits for the old version's pods is called off, and then the new one keeps everything.
            let wanted = kind == .abort && report.phase == .rollingBack ? ends.union([.succeeded]) : ends
            let asked = try await api.patch(
                ObjectKey(.releases, namespace: release.namespace, name: release.name), RolloutPatch.request(kind, id: id),
                manager: ReleaseShelf.manager)
            say("Asked release \(release.name) to \(kind.rawValue).")
            guard !detach else { return }
            try await ReleaseFollowing(api: api, release: asked, request: id, wanted: wanted).follow()
        }
    }

    /// Holds the last release of the service, or lets it go on.
    func pause(_ isPaused: Bool) async throws {
        try await access.withClient { api in
            let release = try await ReleaseShelf(api: api, namespace: api.config.namespace).last(of: service)
            try Self.requireUnderWay(RolloutReport(.release, release))
            try await api.patch(
                ObjectKey(.releases, namespace: release.namespace, name: release.name), RolloutPatch.pause(isPaused),
                manager: ReleaseShelf.manager)
            say(
                isPaused ? "Release \(release.name) stays where it is; faults are judged all the same." : "Release \(release.name) goes on."
            )
        }
    }

    /// Throws when nothing can be asked of the release any more.
    static func requireUnderWay(_ report: RolloutReport) throws {
        if let ending = report.ending { throw CommandFailure("Release \(report.name) is over: \(ending)") }
    }
}

struct ReleasePromote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Give the new version everything now, without waiting for holds and samples.")

    @OptionGroup var target: ReleaseTarget

    func run() async throws { try await target.ask(.promote, expecting: [.succeeded], ReleaseTarget.requireUnderWay) }
}

struct ReleaseAbort: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "abort", abstract: "Take the new version out now.")

    @OptionGroup var target: ReleaseTarget

    func run() async throws { try await target.ask(.abort, expecting: [.rolledBack, .superseded], ReleaseTarget.requireUnderWay) }
}

struct ReleaseUndo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Go back to the version before, also after the release has succeeded.")

    @OptionGroup var target: ReleaseTarget

    func run() async throws {
        try await target.ask(.undo, expecting: [.rolledBack, .superseded]) { report in
            if report.phase != .succeeded { try ReleaseTarget.requireUnderWay(report) }
        }
    }
}

struct ReleasePause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Hold the release where it is.")

    @OptionGroup var target: ReleaseTarget

    func run() async throws { try await target.pause(true) }
}

struct ReleaseResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Let a paused release go on.")

    @OptionGroup var target: ReleaseTarget

    func run() async throws { try await target.pause(false) }
}
