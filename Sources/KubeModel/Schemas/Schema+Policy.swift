// Disruption budgets, leases, access and network policies.

private let policy = SchemaPackage("io.k8s.api.policy.v1")
private let coordination = SchemaPackage("io.k8s.api.coordination.v1")
private let rbac = SchemaPackage("io.k8s.api.rbac.v1")
private let networking = SchemaPackage("io.k8s.api.networking.v1")

extension Schema {
    /// How many pods an eviction must leave.
    static let podDisruptionBudget = policy.kind("PodDisruptionBudget", "How many pods an eviction must leave.") {
        Field("spec", as: podDisruptionBudgetSpec)
        Field("status", as: podDisruptionBudgetStatus)
    }

    private static let podDisruptionBudgetSpec = policy.type("PodDisruptionBudgetSpec") {
        Field("maxUnavailable", as: .integerOrString).about("How many pods, or percent of them, may be missing.")
        Field("minAvailable", as: .integerOrString).about("How many pods, or percent of them, must stay.")
        Field("selector", as: labelSelector).patched(by: .replace).about("Which pods it guards.")
        Field("unhealthyPodEvictionPolicy", as: .choice("AlwaysAllow", "IfHealthyBudget"))
    }

    private static let podDisruptionBudgetStatus = policy.type("PodDisruptionBudgetStatus") {
        Field("conditions", as: .list(of: condition, by: "type"))
        Field("currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods", as: .int32)
        Field("disruptedPods", as: .map(of: .time))
        Field("observedGeneration", as: .int64)
    }

    /// A lock that must be renewed.
    static let lease = coordination.kind("Lease", "A lock that must be renewed.") {
        Field("spec", as: leaseSpec)
    }

    private static let leaseSpec = coordination.type("LeaseSpec") {
        Field("acquireTime", as: .time)
        Field("holderIdentity", as: .string).about("Who holds it.")
        Field("leaseDurationSeconds", as: .int32).about("Seconds after renewTime in which no one else may take it.")
        Field("leaseTransitions", as: .int32)
        Field("preferredHolder", "strategy", as: .string)
        Field("renewTime", as: .time).about("When it was last renewed.")
    }

    /// What may be done within a namespace.
    static let role = rbac.kind("Role", "What may be done within a namespace.") {
        Field("rules", as: .list(of: policyRule)).about("What may be done.")
    }

    private static let policyRule = rbac.type("PolicyRule") {
        Field("apiGroups", "nonResourceURLs", "resourceNames", "resources", as: .strings)
        Field("verbs", as: .strings).required()
    }

    /// Gives a role to somebody.
    static let roleBinding = rbac.kind("RoleBinding", "Gives a role to somebody.") {
        Field("roleRef", as: roleRef).required().about("The role that is given; it cannot be changed.")
        Field("subjects", as: .list(of: subject)).about("Who may do it.")
    }

    private static let roleRef = rbac.type("RoleRef", isAtomic: true) {
        Field("apiGroup", as: .string)
        Field("kind", "name", as: .string).required()
    }

    private static let subject = rbac.type("Subject", isAtomic: true) {
        Field("apiGroup", "namespace", as: .string)
        Field("kind", as: .choice("Group", "ServiceAccount", "User")).required()
        Field("name", as: .string).required()
    }

    /// Which pods may reach which.
    static let networkPolicy = networking.kind("NetworkPolicy", "Which pods may reach which.") {
        Field("spec", as: networkPolicySpec).ignored("pods reach each other over loopback, which no policy divides")
    }

    private static let networkPolicySpec = networking.type("NetworkPolicySpec") {
        Field("egress", as: .list(of: networkPolicyEgressRule))
        Field("ingress", as: .list(of: networkPolicyIngressRule))
        Field("podSelector", as: labelSelector)
        Field("policyTypes", as: .strings)
    }

    private static let networkPolicyEgressRule = networking.type("NetworkPolicyEgressRule") {
        Field("ports", as: .list(of: networkPolicyPort))
        Field("to", as: .list(of: networkPolicyPeer))
    }

    private static let networkPolicyIngressRule = networking.type("NetworkPolicyIngressRule") {
        Field("from", as: .list(of: networkPolicyPeer))
        Field("ports", as: .list(of: networkPolicyPort))
    }

    private static let networkPolicyPort = networking.type("NetworkPolicyPort") {
        Field("endPort", as: .int32)
        Field("port", as: .integerOrString)
        Field("protocol", as: .choice("SCTP", "TCP", "UDP")).defaulting(to: "TCP")
    }

    private static let networkPolicyPeer = networking.type("NetworkPolicyPeer") {
        Field("ipBlock", as: ipBlock)
        Field("namespaceSelector", "podSelector", as: labelSelector)
    }

    private static let ipBlock = networking.type("IPBlock") {
        Field("cidr", as: .string).required()
        Field("except", as: .strings)
    }
}
