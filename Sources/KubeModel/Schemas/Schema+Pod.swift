// Pods.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// Containers that run together; locally processes.
    static let pod = core.kind("Pod", "Containers that run together; locally processes.") {
        Field("spec", as: podSpec).required()
        Field("status", as: podStatus)
    }

    /// `io.k8s.api.core.v1.PodTemplateSpec`
    static let podTemplateSpec = core.type("PodTemplateSpec") {
        Field("metadata", as: objectMeta)
        Field("spec", as: podSpec).required()
    }

    private static let podSpec = core.type("PodSpec") {
        Field("activeDeadlineSeconds", as: .int64).ignored("a pod runs until it is deleted")
        Field("affinity", as: affinity)
        Field("automountServiceAccountToken", "enableServiceLinks", "hostUsers", as: .boolean)
        Field("containers", as: .list(of: container, by: "name")).required().about("The processes of the pod.")
        Field("dnsConfig", as: podDNSConfig).ignored("names are resolved by the mesh")
        Field("dnsPolicy", as: .choice("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")).defaulting(to: "ClusterFirst")
        Field("ephemeralContainers", as: .list(of: ephemeralContainer, by: "name")).ignored("only containers are run")
        Field("evictionResponders", as: .list(of: evictionResponder, by: "name")).ignored("pods are evicted at once")
        Field("hostAliases", as: .list(of: hostAlias, by: "ip")).ignored("names are resolved by the mesh")
        Field("hostIPC", "hostPID", "shareProcessNamespace", as: .boolean).ignored("pods are processes of this machine")
        Field("hostNetwork", as: .boolean).ignored("every pod has a loopback address of its own")
        Field("hostname", "hostnameOverride", "subdomain", as: .string).ignored("a pod has the host name of the machine")
        Field("imagePullSecrets", as: .list(of: localObjectReference, by: "name"))
        Field("initContainers", as: .list(of: container, by: "name"))
        Field("nodeName", as: .string).about("The node, that is the zone, that runs the pod.")
        Field("nodeSelector", as: .stringMap).atomic().about("Labels that the node must have.")
        Field("os", as: podOS)
        Field("overhead", as: .quantities)
        Field("preemptionPolicy", as: .choice("Never", "PreemptLowerPriority"))
        Field("priority", as: .int32)
        Field("priorityClassName", "serviceAccount", as: .string)
        Field("readinessGates", as: .list(of: podReadinessGate))
        Field("resourceClaims", as: .list(of: podResourceClaim, by: "name")).patched(by: .merge, .retainKeys).ignored(
            "pods are processes of this machine")
        Field("resources", as: resourceRequirements).ignored("resources are honoured by container")
        Field("restartPolicy", as: .choice("Always", "OnFailure", "Never")).defaulting(to: "Always").about(
            "When a container that ended is started again.")
        Field("runtimeClassName", as: .string).ignored("pods are processes of this machine")
        Field("schedulerName", as: .string).defaulting(to: "default-scheduler").ignored("there is one scheduler")
        Field("schedulingGates", as: .list(of: podSchedulingGate, by: "name")).ignored("a pod is started at once")
        Field("schedulingGroup", as: podSchedulingGroup).ignored("a pod is started at once")
        Field("securityContext", as: podSecurityContext).defaulting(to: [:])
        Field("serviceAccountName", as: .string).about("The account as which the pod calls the API.")
        Field("setHostnameAsFQDN", as: .boolean).ignored("a pod has the host name of the machine")
        Field("terminationGracePeriodSeconds", as: .int64).defaulting(to: 30).about(
            "Seconds between SIGTERM, with what preStop takes, and SIGKILL.")
        Field("tolerations", as: .list(of: toleration))
        Field("topologySpreadConstraints", as: .list(of: topologySpreadConstraint, by: "topologyKey", "whenUnsatisfiable")).about(
            "How evenly the pods are spread over the zones.")
        Field("volumes", as: .list(of: volume, by: "name")).patched(by: .merge, .retainKeys).about("What the containers may mount.")
    }

    private static let podDNSConfig = core.type("PodDNSConfig") {
        Field("nameservers", "searches", as: .strings)
        Field("options", as: .list(of: podDNSConfigOption))
    }

    private static let podDNSConfigOption = core.type("PodDNSConfigOption") {
        Field("name", "value", as: .string)
    }

    private static let hostAlias = core.type("HostAlias") {
        Field("hostnames", as: .strings)
        Field("ip", as: .string).required()
    }

    private static let podOS = core.type("PodOS") {
        Field("name", as: .string).required()
    }

    private static let podReadinessGate = core.type("PodReadinessGate") {
        Field("conditionType", as: .string).required()
    }

    private static let podResourceClaim = core.type("PodResourceClaim") {
        Field("name", as: .string).required()
        Field("resourceClaimName", "resourceClaimTemplateName", as: .string)
    }

    private static let podSchedulingGate = core.type("PodSchedulingGate") {
        Field("name", as: .string).required()
    }

    private static let podSchedulingGroup = core.type("PodSchedulingGroup") {
        Field("podGroupName", as: .string)
    }

    private static let evictionResponder = core.type("EvictionResponder", isAtomic: true) {
        Field("name", as: .string).required()
        Field("priority", as: .int32).required()
    }
}
