// Where pods are placed.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.Affinity`
    static let affinity = core.type("Affinity") {
        Field("nodeAffinity", as: nodeAffinity)
        Field("podAffinity", as: podAffinity).ignored("pods are spread by topologySpreadConstraints")
        Field("podAntiAffinity", as: podAntiAffinity).ignored("pods are spread by topologySpreadConstraints")
    }

    private static let nodeAffinity = core.type("NodeAffinity") {
        Field("preferredDuringSchedulingIgnoredDuringExecution", as: .list(of: preferredSchedulingTerm)).ignored(
            "only what is required of a node counts")
        Field("requiredDuringSchedulingIgnoredDuringExecution", as: nodeSelector)
    }

    private static let preferredSchedulingTerm = core.type("PreferredSchedulingTerm") {
        Field("preference", as: nodeSelectorTerm).required()
        Field("weight", as: .int32).required()
    }

    private static let nodeSelector = core.type("NodeSelector", isAtomic: true) {
        Field("nodeSelectorTerms", as: .list(of: nodeSelectorTerm)).required()
    }

    private static let nodeSelectorTerm = core.type("NodeSelectorTerm", isAtomic: true) {
        Field("matchExpressions", "matchFields", as: .list(of: nodeSelectorRequirement))
    }

    private static let nodeSelectorRequirement = core.type("NodeSelectorRequirement") {
        Field("key", as: .string).required()
        Field("operator", as: .choice("DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn")).required()
        Field("values", as: .strings)
    }

    private static let podAffinity = core.type("PodAffinity") {
        Field("preferredDuringSchedulingIgnoredDuringExecution", as: .list(of: weightedPodAffinityTerm))
        Field("requiredDuringSchedulingIgnoredDuringExecution", as: .list(of: podAffinityTerm))
    }

    private static let podAntiAffinity = core.type("PodAntiAffinity") {
        Field("preferredDuringSchedulingIgnoredDuringExecution", as: .list(of: weightedPodAffinityTerm))
        Field("requiredDuringSchedulingIgnoredDuringExecution", as: .list(of: podAffinityTerm))
    }

    private static let weightedPodAffinityTerm = core.type("WeightedPodAffinityTerm") {
        Field("podAffinityTerm", as: podAffinityTerm).required()
        Field("weight", as: .int32).required()
    }

    private static let podAffinityTerm = core.type("PodAffinityTerm") {
        Field("labelSelector", "namespaceSelector", as: labelSelector)
        Field("matchLabelKeys", "mismatchLabelKeys", "namespaces", as: .strings)
        Field("topologyKey", as: .string).required()
    }

    /// `io.k8s.api.core.v1.Toleration`
    static let toleration = core.type("Toleration") {
        Field("effect", as: .choice("NoExecute", "NoSchedule", "PreferNoSchedule"))
        Field("key", "value", as: .string)
        Field("operator", as: .choice("Equal", "Exists", "Gt", "Lt"))
        Field("tolerationSeconds", as: .int64)
    }

    /// `io.k8s.api.core.v1.TopologySpreadConstraint`
    static let topologySpreadConstraint = core.type("TopologySpreadConstraint") {
        Field("labelSelector", as: labelSelector)
        Field("matchLabelKeys", as: .strings)
        Field("maxSkew", as: .int32).required().about("By how many pods two domains may differ.")
        Field("minDomains", as: .int32)
        Field("nodeAffinityPolicy", "nodeTaintsPolicy", as: .choice("Honor", "Ignore"))
        Field("topologyKey", as: .string).required().about("The node label that names the domain.")
        Field("whenUnsatisfiable", as: .choice("DoNotSchedule", "ScheduleAnyway")).required().about(
            "Whether a pod that would break it waits.")
    }
}
