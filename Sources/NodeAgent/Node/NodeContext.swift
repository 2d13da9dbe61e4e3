import KubeModel
import Logging

/// What every part of one node's agent works with.
struct NodeContext: Sendable {
    let api: any ObjectAPI
    let settings: NodeSettings
    let token: @Sendable (TokenRequest) async throws -> ServiceAccountToken
    let clock: NodeClock
    let logger: Logger
    let images: ImageStore
    let events: EventRecorder
    let addresses: AddressBook
    let limits: LimitEnforcer
    let prober: Prober
    /// The agent's own environment.
    let environment: [String: String]
    let machine: Machine
}
