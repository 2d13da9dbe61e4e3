import Foundation
import TestKit

extension LocalShop {
    /// The real kubectl, as `scripts/bootstrap` installs it.
    private static let program = ".tools/bin/kubectl"

    /// Runs kubectl in the namespace of the shop and returns its exit status and all that it printed.
    func tryKubectl(_ arguments: [String], environment: [String: String] = [:], within limit: Duration = .seconds(120)) async throws -> (
        status: Int32, output: String
    ) {
        let log = "\(folder)/kubectl-\(UUID().uuidString.prefix(8)).log"
        let process = try ChildProcess.start(
            FileManager.default.currentDirectoryPath + "/" + Self.program, ["--kubeconfig", kubeconfig, "--namespace", "shop"] + arguments,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder].merging(environment) { $1 }, log: log)
        let status = try await process.waitForExit(within: limit)
        return (status, process.output())
    }

    /// The same; throws unless it ends well.
    @discardableResult
    func kubectl(_ arguments: String..., within limit: Duration = .seconds(120)) async throws -> String {
        let (status, output) = try await tryKubectl(arguments, within: limit)
        guard status == 0 else {
            throw SpawnError(program: "kubectl \(arguments.joined(separator: " "))", reason: "exit status \(status): \(output)")
        }
        return output
    }

    /// kubectl that goes on, such as `get --watch`. End it by its process id.
    func startKubectl(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess.start(
            FileManager.default.currentDirectoryPath + "/" + Self.program, ["--kubeconfig", kubeconfig, "--namespace", "shop"] + arguments,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder],
            log: "\(folder)/kubectl-\(UUID().uuidString.prefix(8)).log")
    }

    /// Names of the pods that match a label selector.
    func pods(_ selector: String) async throws -> [String] {
        try await kubectl("get", "pods", "-l", selector, "-o", "jsonpath={.items[*].metadata.name}").split(separator: " ").map(String.init)
    }

    /// Where one field stands, by kubectl's JSONPath.
    func field(_ path: String, of object: String) async throws -> String {
        try await kubectl("get", object, "-o", "jsonpath={\(path)}")
    }

    /// Pods, also such as are gone by now, with a container that has ended and was started again.
    func restartedPods() async throws -> Set<String> {
        let path = #"jsonpath={range .items[?(@.reason=="Started")]}{.count} {.involvedObject.name}{"\n"}{end}"#
        let lines = try await kubectl("get", "events", "-o", path).split(separator: "\n").map { $0.split(separator: " ") }
        return Set(lines.filter { $0.count == 2 && $0[0] != "1" }.map { String($0[1]) })
    }
}
