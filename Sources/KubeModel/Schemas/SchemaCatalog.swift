/// The schemas of the kinds that the platform knows by itself.
package enum SchemaCatalog {
    /// Nil for a kind that is not built in: its CustomResourceDefinition has the schema then.
    package static func schema(for type: ResourceType) -> Schema? { schemas[type] }

    private static let schemas: [ResourceType: Schema] = [
        .namespaces: .namespace,
        .nodes: .node,
        .pods: .pod,
        .services: .service,
        .configMaps: .configMap,
        .secrets: .secret,
        .serviceAccounts: .serviceAccount,
        .persistentVolumeClaims: .persistentVolumeClaim,
        .events: .event,
        .endpointSlices: .endpointSlice,
        .deployments: .deployment,
        .replicaSets: .replicaSet,
        .horizontalPodAutoscalers: .horizontalPodAutoscaler,
        .podDisruptionBudgets: .podDisruptionBudget,
        .leases: .lease,
        .roles: .role,
        .roleBindings: .roleBinding,
        .networkPolicies: .networkPolicy,
        .customResourceDefinitions: .customResourceDefinition,
        .virtualServices: .virtualService,
        .destinationRules: .destinationRule,
        .gateways: .gateway,
        .releases: .release,
        .configRollouts: .configRollout,
        .podChaos: .podChaos,
        .networkChaos: .networkChaos,
        .stressChaos: .stressChaos,
    ]
}
