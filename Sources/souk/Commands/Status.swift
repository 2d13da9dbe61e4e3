import ArgumentParser
import Foundation
import KubeClient
import KubeModel
import Logging

/// Tells how the shop of `souk up` is.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how the shop is: zones, Deployments and routes.",
        discussion: "Ends with 1 when the shop is not open, or when something of it is not as it should be.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        let home = home.absolute
        guard let settings = try ClusterSettings.stored(in: home) else {
            throw CommandFailure("No shop was ever opened in \(home.root). `souk up` opens one.")
        }
        let process = RunningShop(home: home).flatMap { $0.isAlive ? $0 : nil }
        let proxies = RunningProcesses(home: home, settings: settings).proxies
        guard process != nil || !proxies.isEmpty else {
            throw CommandFailure("The shop in \(home.root) is closed. `souk up` opens it.")
        }
        guard let process else {
            throw CommandFailure(
                "The shop sells on at \(settings.url), but nobody looks after it: `souk up` was killed. A new `souk up` takes it up.")
        }
        let picture = try await picture(home)
        say("The shop is open at \(settings.url), kept by process \(process.pid).\n")
        say(picture.text)
        guard picture.isWell else { throw ExitCode.failure }
    }

    private func picture(_ home: ShopHome) async throws -> ClusterPicture {
        let access = try KubeConfig.kubeconfig(home.kubeconfig)
        let namespace = ClusterSettings.namespace
        return try await KubeClient.withClient(access, logger: Logger(label: "souk")) { api in
            ClusterPicture(
                nodes: try await api.list(.nodes).items, pods: try await api.list(.pods, namespace: namespace).items,
                deployments: try await api.list(.deployments, namespace: namespace).items,
                routes: try await api.list(.virtualServices, namespace: namespace).items)
        }
    }
}
