import ArgumentParser
import Delivery
import Foundation
import KubeClient
import KubeModel

/// Starts a release: the new version's Deployment, made from the serving one's, and the Release.
struct ReleaseStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a release and follow it. Exits with 0 when the new version serves, with 1 when it does not. (default)",
        discussion: "Ctrl-C ends the following, not the release.")

    @Argument(help: "The service, such as product-service.")
    var service: String

    @Option(help: "The image of the new version: a tag, as `souk image add` made it, or a whole image.")
    var image: String

    @Option(help: "The name of the new version. Default: the next one, v2 after v1.")
    var version: String?

    @Option(help: "Percent of the requests and how long each is watched at least; after the last the new version gets everything.")
    var steps: String?

    @Flag(help: "Switch all requests at once, after a preview by a header.")
    var blueGreen = false

    @Option(help: "With --blue-green: the header that leads to the new version; its value is the version's name.")
    var previewHeader = "x-souk-preview"

    @Option(help: "With --blue-green: how long the preview stands at least.")
    var previewHold = DurationArgument(.seconds(60))

    @Option(help: "With --blue-green: how long the old version stands by after the switch.")
    var hold = DurationArgument(.seconds(300))

    @Flag(help: "With --blue-green: switch without waiting for `souk release promote`.")
    var automatic = false

    @Option(help: "When to give up and go back, such as 30m.")
    var deadline: DurationArgument?

    @Option(help: "How long the losing version stays up after its last request. Default: 30s.")
    var drain: DurationArgument?

    @Option(help: "How many pods the new version begins with. Default: as many as the first step needs.")
    var replicas: Int?

    @Flag(help: "Make it paused; `souk release resume` lets it go on.")
    var paused = false

    @Flag(help: "Do not follow it.")
    var detach = false

    @OptionGroup var access: ClusterAccess

    func validate() throws {
        if blueGreen, steps != nil { throw ValidationError("--blue-green has one switch and no --steps.") }
        if let replicas, replicas < 1 { throw ValidationError("--replicas \(replicas) leaves nobody to serve: at least 1.") }
        if let version, let fault = VersionName.fault(version, of: service) { throw ValidationError("--version: \(fault).") }
        _ = try canary()
    }

    func run() async throws {
        try LocalImages(home: access.home.absolute).require(image, on: try access.access(environment: ProcessInfo.processInfo.environment))
        try await access.withClient { api in
            let shelf = ReleaseShelf(api: api, namespace: api.config.namespace)
            let draft = try ReleaseDraft(try wish(), in: try await shelf.present(of: service))
            let made = try await shelf.add(draft)
            say("Release \(made.name) brings \(service) from \(draft.stable) to \(draft.version).")
            let old = try await shelf.tidy(service)
            if !old.isEmpty {
                say("Removed, for the last \(OldVersions.kept) versions without pods are kept: \(old.joined(separator: ", ")).")
            }
            guard !detach else { return say("`souk release status \(service)` shows how it goes.") }
            try await ReleaseFollowing(api: api, release: made).follow()
        }
    }

    private func wish() throws -> ReleaseDraft.Wish {
        let strategy: RolloutDraft.Strategy =
            if blueGreen {
                .blueGreen(
                    header: previewHeader, value: "", previewHold: previewHold.value, hold: hold.value,
                    switchesItself: automatic)
            } else {
                .canary(try canary())
            }
        var wish = ReleaseDraft.Wish(service: service, image: image, version: version, strategy: strategy)
        (wish.replicas, wish.deadline, wish.drain, wish.isPaused) = (replicas, deadline?.value, drain?.value, paused)
        return wish
    }

    private func canary() throws -> [RolloutDraft.Step] {
        do throws(DraftFault) {
            return try CanarySteps.parse(steps ?? CanarySteps.usual)
        } catch {
            throw ValidationError("--steps: \(error)")
        }
    }
}
