package import KubeModel

/// The columns in which `kubectl get` shows a kind, and how an object fills them.
package struct TableLayout: Sendable {
    package let columns: [TableColumn]
    /// One cell for each column.
    package let cells: @Sendable (KubeObject, KubeTime) -> [JSON]

    /// The layout of a kind; those that have no other show name and age.
    package static func layout(for type: ResourceType, in registered: RegisteredType) -> TableLayout {
        if let definition = registered.definitions[type.version], !definition.columns.isEmpty { return custom(definition.columns) }
        return layouts[registered.storage] ?? .nameAndAge
    }

    private static let layouts: [ResourceType: TableLayout] = [
        .pods: .pods, .deployments: .deployments, .replicaSets: .replicaSets, .services: .services, .endpointSlices: .endpointSlices,
        .horizontalPodAutoscalers: .horizontalPodAutoscalers, .podDisruptionBudgets: .podDisruptionBudgets, .configMaps: .configMaps,
        .secrets: .secrets, .serviceAccounts: .serviceAccounts, .events: .events, .nodes: .nodes, .namespaces: .namespaces,
        .leases: .leases, .roles: .createdAt, .customResourceDefinitions: .createdAt, .roleBindings: .roleBindings,
        .networkPolicies: .networkPolicies, .persistentVolumeClaims: .persistentVolumeClaims, .virtualServices: .virtualServices,
        .destinationRules: .destinationRules, .releases: .releases, .configRollouts: .configRollouts,
    ]

    package static let nameAndAge = TableLayout(columns: [.name, .age]) { object, now in [.string(object.name), Cell.age(of: object, now)] }

    package static let createdAt = TableLayout(columns: [.name, TableColumn("Created At", type: "date")]) { object, _ in
        [.string(object.name), object["metadata", "creationTimestamp"]]
    }
}
