package import KubeModel

/// Everything of the API that the configuration of the proxies follows from.
package struct MeshState: Sendable, Equatable {
    package var services: [KubeObject] = []
    package var endpointSlices: [KubeObject] = []
    package var pods: [KubeObject] = []
    package var nodes: [KubeObject] = []
    package var virtualServices: [KubeObject] = []
    package var destinationRules: [KubeObject] = []
    package var gateways: [KubeObject] = []
    /// Those of type `kubernetes.io/tls`.
    package var secrets: [KubeObject] = []

    package init() {}

    /// The types it is made of; changes of any other do not matter.
    package static let types: [ResourceType] = [
        .services, .endpointSlices, .pods, .nodes, .virtualServices, .destinationRules, .gateways, .secrets,
    ]

    /// Those that users route with: they can be wrong, and a wrong one must not take the good ones down with it.
    package static let routingTypes: [ResourceType] = [.virtualServices, .destinationRules, .gateways]

    package subscript(_ type: ResourceType) -> [KubeObject] {
        get { Self.path(to: type).map { self[keyPath: $0] } ?? [] }
        set {
            if let path = Self.path(to: type) { self[keyPath: path] = newValue }
        }
    }

    private static func path(to type: ResourceType) -> WritableKeyPath<Self, [KubeObject]>? {
        switch type {
        case .services: \.services
        case .endpointSlices: \.endpointSlices
        case .pods: \.pods
        case .nodes: \.nodes
        case .virtualServices: \.virtualServices
        case .destinationRules: \.destinationRules
        case .gateways: \.gateways
        case .secrets: \.secrets
        default: nil
        }
    }
}
