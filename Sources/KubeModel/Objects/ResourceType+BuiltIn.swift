// The kinds that the platform works with. A cluster may know more: CustomResourceDefinitions add them.

extension ResourceType {
    package static let namespaces = ResourceType(
        group: "", version: "v1", kind: "Namespace", plural: "namespaces", isNamespaced: false, shortNames: ["ns"],
        subresources: ["status"])
    package static let nodes = ResourceType(
        group: "", version: "v1", kind: "Node", plural: "nodes", isNamespaced: false, shortNames: ["no"], subresources: ["status"])
    package static let pods = ResourceType(
        group: "", version: "v1", kind: "Pod", plural: "pods", shortNames: ["po"], subresources: ["status", "log", "eviction"],
        categories: ["all"])
    package static let services = ResourceType(
        group: "", version: "v1", kind: "Service", plural: "services", shortNames: ["svc"], subresources: ["status"], categories: ["all"])
    package static let configMaps = ResourceType(
        group: "", version: "v1", kind: "ConfigMap", plural: "configmaps", shortNames: ["cm"])
    package static let secrets = ResourceType(group: "", version: "v1", kind: "Secret", plural: "secrets")
    package static let serviceAccounts = ResourceType(
        group: "", version: "v1", kind: "ServiceAccount", plural: "serviceaccounts", shortNames: ["sa"])
    package static let persistentVolumeClaims = ResourceType(
        group: "", version: "v1", kind: "PersistentVolumeClaim", plural: "persistentvolumeclaims", shortNames: ["pvc"],
        subresources: ["status"])
    package static let events = ResourceType(group: "", version: "v1", kind: "Event", plural: "events", shortNames: ["ev"])
    package static let endpointSlices = ResourceType(
        group: "discovery.k8s.io", version: "v1", kind: "EndpointSlice", plural: "endpointslices")
    package static let deployments = ResourceType(
        group: "apps", version: "v1", kind: "Deployment", plural: "deployments", shortNames: ["deploy"],
        subresources: ["status", "scale"], categories: ["all"])
    package static let replicaSets = ResourceType(
        group: "apps", version: "v1", kind: "ReplicaSet", plural: "replicasets", shortNames: ["rs"], subresources: ["status", "scale"],
        categories: ["all"])
    package static let horizontalPodAutoscalers = ResourceType(
        group: "autoscaling", version: "v2", kind: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers", shortNames: ["hpa"],
        subresources: ["status"], categories: ["all"])
    package static let podDisruptionBudgets = ResourceType(
        group: "policy", version: "v1", kind: "PodDisruptionBudget", plural: "poddisruptionbudgets", shortNames: ["pdb"],
        subresources: ["status"])
    package static let leases = ResourceType(group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases")
    package static let roles = ResourceType(group: "rbac.authorization.k8s.io", version: "v1", kind: "Role", plural: "roles")
    package static let roleBindings = ResourceType(
        group: "rbac.authorization.k8s.io", version: "v1", kind: "RoleBinding", plural: "rolebindings")
    package static let networkPolicies = ResourceType(
        group: "networking.k8s.io", version: "v1", kind: "NetworkPolicy", plural: "networkpolicies", shortNames: ["netpol"])
    package static let customResourceDefinitions = ResourceType(
        group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition", plural: "customresourcedefinitions",
        isNamespaced: false, shortNames: ["crd", "crds"], subresources: ["status"])
    package static let virtualServices = ResourceType(
        group: "networking.istio.io", version: "v1", kind: "VirtualService", plural: "virtualservices", shortNames: ["vs"],
        subresources: ["status"])
    package static let destinationRules = ResourceType(
        group: "networking.istio.io", version: "v1", kind: "DestinationRule", plural: "destinationrules", shortNames: ["dr"],
        subresources: ["status"])
    package static let gateways = ResourceType(
        group: "networking.istio.io", version: "v1", kind: "Gateway", plural: "gateways", shortNames: ["gw"], subresources: ["status"])
    package static let releases = ResourceType(
        group: "souk.dev", version: "v1alpha1", kind: "Release", plural: "releases", subresources: ["status"])
    package static let configRollouts = ResourceType(
        group: "souk.dev", version: "v1alpha1", kind: "ConfigRollout", plural: "configrollouts", subresources: ["status"])
    package static let podChaos = ResourceType(
        group: "chaos-mesh.org", version: "v1alpha1", kind: "PodChaos", plural: "podchaos", subresources: ["status"])
    package static let networkChaos = ResourceType(
        group: "chaos-mesh.org", version: "v1alpha1", kind: "NetworkChaos", plural: "networkchaos", subresources: ["status"])
    package static let stressChaos = ResourceType(
        group: "chaos-mesh.org", version: "v1alpha1", kind: "StressChaos", plural: "stresschaos", subresources: ["status"])

    package static let builtIn: [ResourceType] = [
        namespaces, nodes, pods, services, configMaps, secrets, serviceAccounts, persistentVolumeClaims, events, endpointSlices,
        deployments, replicaSets, horizontalPodAutoscalers, podDisruptionBudgets, leases, roles, roleBindings, networkPolicies,
        customResourceDefinitions, virtualServices, destinationRules, gateways, releases, configRollouts, podChaos, networkChaos,
        stressChaos,
    ]
}
