import Delivery
import Foundation
import KubeClient
import KubeModel
import ReleaseEngine

/// A service's configuration in the cluster: what runs, its revisions, and the rollouts that bring them.
struct ConfigShelf: Sendable {
    /// Who owns the fields that these commands write.
    static let manager = "souk-config-cli"

    let api: KubeClient
    let service: ConfiguredService
    let namespace: String
    let revisions: ConfigRevisions

    init(_ api: KubeClient, _ service: ConfiguredService) {
        self.api = api
        self.service = service
        namespace = api.config.namespace
        revisions = ConfigRevisions(
            api, service: service.name, namespace: namespace,
            now: { KubeTime(secondsSince1970: Date().timeIntervalSince1970) })
    }

    /// The ConfigMap that the pods watch. Throws ``CommandFailure`` when there is none.
    func main() async throws -> KubeObject {
        do throws(StatusError) {
            return try await revisions.main()
        } catch {
            guard error.code == 404 else { throw error }
            throw CommandFailure(
                "\(service.name) has no ConfigMap \(ConfigNames.main(of: service.name)) in namespace \(namespace). "
                    + "Apply its manifests first; -n names another namespace.")
        }
    }

    /// `r7`, `7`, or `current` for what the pods outside of any share run. Throws ``CommandFailure`` when it is not kept.
    func content(of name: String) async throws -> (name: String, content: ConfigContent) {
        guard name != "current" else {
            let main = try await main()
            return (ConfigMark(of: main).revision ?? "current", ConfigContent(of: main))
        }
        guard let number = Self.number(of: name) else {
            throw CommandFailure("'\(name)' is no revision: write r7, 7, or current.")
        }
        return (ConfigNames.revision(number), try await revision(number).content)
    }

    func revision(_ number: Int) async throws -> RecordedRevision {
        do throws(StatusError) {
            return try await revisions.get(number)
        } catch {
            guard error.code == 404 else { throw error }
            let kept = try await revisions.list().map(\.name)
            throw CommandFailure(
                "\(service.name) has no revision r\(number). Kept are: \(kept.isEmpty ? "none" : kept.joined(separator: ", ")).")
        }
    }

    static func number(of name: String) -> Int? { ConfigNames.number(ofRevision: name.hasPrefix("r") ? name : "r\(name)") }

    /// Whether every pod has what the ConfigMap says, and no rollout is about to change that.
    func isQuiet(_ main: KubeObject) async throws -> Bool {
        guard ConfigMapPicture(main).staging == nil else { return false }
        return try await rollouts().allSatisfy(\.isOver)
    }

    /// The service's rollouts, the oldest first.
    func rollouts() async throws -> [KubeObject] {
        try await api.list(.configRollouts, namespace: namespace).items.filter { $0["spec", "service"].string == service.name }
            .sorted { ($0.creationTimestamp ?? "", $0.name) < ($1.creationTimestamp ?? "", $1.name) }
    }

    /// The newest, or the one that is under way. Throws ``CommandFailure`` when there is none.
    func rollout() async throws -> KubeObject {
        let rollouts = try await rollouts()
        let open = rollouts.last { !$0.isOver }
        guard let rollout = open ?? rollouts.last else {
            throw CommandFailure("No configuration was ever rolled out to \(service.name). `souk config apply` does that.")
        }
        return rollout
    }

    /// Asks the controller to bring a revision to the pods.
    /// - Parameter steps: Nil for all pods at once, unmeasured.
    func roll(out revision: Int, steps: [RolloutDraft.Step]?) async throws -> KubeObject {
        var draft = RolloutDraft(.config(revision: revision), of: service.name, namespace: namespace, strategy: .canary(steps ?? []))
        if steps == nil { draft.more["analysis"] = ["metrics": []] }
        return try await api.create(draft.object, as: .configRollouts, manager: Self.manager)
    }
}
