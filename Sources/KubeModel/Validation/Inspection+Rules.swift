extension Inspection {
    /// What the server demands of a kind beyond its schema.
    mutating func checkRules(_ object: LocatedValue, of type: ResourceType) {
        let spec = object["spec"]
        switch type {
        case .pods: checkPodSpec(spec)
        case .deployments: checkDeployment(spec)
        case .replicaSets: checkReplicaSet(spec)
        case .services: checkService(spec)
        case .configMaps: checkConfigMap(object)
        case .secrets: checkSecret(object)
        case .persistentVolumeClaims: checkClaim(spec)
        case .horizontalPodAutoscalers: checkAutoscaler(spec)
        case .podDisruptionBudgets: checkDisruptionBudget(spec)
        case .leases: checkLease(spec)
        case .roles: checkRole(object)
        case .roleBindings: checkRoleBinding(object)
        case .networkPolicies: checkNetworkPolicy(spec)
        case .customResourceDefinitions: checkDefinition(object)
        case .virtualServices: checkVirtualService(spec)
        case .destinationRules: checkDestinationRule(spec)
        case .gateways: checkGateway(spec)
        default: break
        }
    }
}
