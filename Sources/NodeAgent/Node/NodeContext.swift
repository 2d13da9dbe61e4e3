package import KubeModel
package import Logging

/// What every part of one node's agent works with.
package struct NodeContext: Sendable {
    package let api: any ObjectAPI
    package let settings: NodeSettings
    package let token: @Sendable (TokenRequest) async throws -> ServiceAccountToken
    package let clock: NodeClock
    package let logger: Logger
    package let images: ImageStore
    package let events: EventRecorder
    package let addresses: AddressBook
    package let limits: LimitEnforcer
    package let prober: Prober
    /// The agent's own environment.
    package let environment: [String: String]
    package let machine: Machine
}
