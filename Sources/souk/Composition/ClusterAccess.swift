import ArgumentParser
import Foundation
import KubeClient
import Logging

/// `--kubeconfig` and `--namespace`, by which a command finds the shop's API.
struct ClusterAccess: ParsableArguments {
    @Option(help: "The kubeconfig by which the API is found. Default: $KUBECONFIG, else that of the shop's folder.")
    var kubeconfig: String?

    @Option(name: [.customShort("n"), .long], help: "The namespace. Default: that of the kubeconfig.")
    var namespace: String?

    @OptionGroup var home: HomeOption

    /// Opens a client for the time of `body`; its configuration names the namespace. Throws ``CommandFailure`` when there is no access.
    func withClient<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (KubeClient) async throws -> Result
    ) async throws -> Result {
        let access = try access(environment: ProcessInfo.processInfo.environment)
        return try await KubeClient.withClient(access, logger: Logger(label: "souk"), body)
    }

    /// Reads the kubeconfig. Throws ``CommandFailure``.
    func access(environment: [String: String]) throws -> KubeConfig {
        var access: KubeConfig
        do throws(KubeConfigFault) {
            access = try KubeConfig.kubeconfig(path(environment: environment))
        } catch {
            throw CommandFailure("The API cannot be reached: \(error). `souk up` opens a shop; --kubeconfig names another file.")
        }
        if let namespace { access.namespace = namespace }
        return access
    }

    /// Of several files in `$KUBECONFIG` the first that is there.
    func path(environment: [String: String]) -> String {
        if let kubeconfig { return kubeconfig }
        let named = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        return named.first(where: FileManager.default.fileExists(atPath:)) ?? named.first ?? home.absolute.kubeconfig
    }
}
