// Nodes.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// A place that runs pods; locally a zone of this machine.
    static let node = core.kind("Node", "A place that runs pods; locally a zone of this machine.") {
        Field("spec", as: nodeSpec)
        Field("status", as: nodeStatus)
    }

    private static let nodeSpec = core.type("NodeSpec") {
        Field("configSource", as: nodeConfigSource).ignored("nodes are zones of this machine")
        Field("externalID", "podCIDR", "providerID", as: .string)
        Field("podCIDRs", as: .set(of: .string)).patched(by: .merge)
        Field("podPreemptionPolicy", as: nodePodPreemptionPolicy)
        Field("taints", as: .list(of: taint))
        Field("unschedulable", as: .boolean)
    }

    private static let nodeConfigSource = core.type("NodeConfigSource") {
        Field("configMap", as: configMapNodeConfigSource)
    }

    private static let configMapNodeConfigSource = core.type("ConfigMapNodeConfigSource") {
        Field("kubeletConfigKey", "name", "namespace", as: .string).required()
        Field("resourceVersion", "uid", as: .string)
    }

    private static let nodePodPreemptionPolicy = core.type("NodePodPreemptionPolicy") {
        Field("disableResizePreemption", as: .set(of: .string))
    }

    private static let taint = core.type("Taint") {
        Field("effect", as: .choice("NoExecute", "NoSchedule", "PreferNoSchedule")).required()
        Field("key", as: .string).required()
        Field("timeAdded", as: .time)
        Field("value", as: .string)
    }

    private static let nodeStatus = core.type("NodeStatus") {
        Field("addresses", as: .list(of: nodeAddress, by: "type"))
        Field("allocatable", "capacity", as: .quantities)
        Field("conditions", as: .list(of: nodeCondition, by: "type"))
        Field("config", as: nodeConfigStatus)
        Field("daemonEndpoints", as: nodeDaemonEndpoints)
        Field("declaredFeatures", "volumesInUse", as: .strings)
        Field("features", as: nodeFeatures)
        Field("images", as: .list(of: containerImage))
        Field("nodeInfo", as: nodeSystemInfo)
        Field("phase", as: .string)
        Field("runtimeHandlers", as: .list(of: nodeRuntimeHandler))
        Field("volumesAttached", as: .list(of: attachedVolume))
    }

    private static let nodeAddress = core.type("NodeAddress") {
        Field("address", "type", as: .string)
    }

    private static let nodeCondition = core.type("NodeCondition") {
        Field("lastHeartbeatTime", "lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
    }

    private static let nodeConfigStatus = core.type("NodeConfigStatus") {
        Field("active", "assigned", "lastKnownGood", as: nodeConfigSource)
        Field("error", as: .string)
    }

    private static let nodeDaemonEndpoints = core.type("NodeDaemonEndpoints") {
        Field("kubeletEndpoint", as: daemonEndpoint)
    }

    private static let daemonEndpoint = core.type("DaemonEndpoint") {
        Field("Port", as: .int32)
    }

    private static let nodeFeatures = core.type("NodeFeatures") {
        Field("supplementalGroupsPolicy", as: .boolean)
    }

    private static let containerImage = core.type("ContainerImage") {
        Field("names", as: .strings)
        Field("sizeBytes", as: .int64)
    }

    private static let nodeSystemInfo = core.type("NodeSystemInfo") {
        Field(
            "architecture", "bootID", "containerRuntimeVersion", "kernelVersion", "kubeProxyVersion", "kubeletVersion", "machineID",
            "operatingSystem", "osImage", "systemUUID", as: .string)
        Field("runningInUserNamespace", as: .boolean)
        Field("swap", as: nodeSwapStatus)
    }

    private static let nodeSwapStatus = core.type("NodeSwapStatus") {
        Field("capacity", as: .int64)
    }

    private static let nodeRuntimeHandler = core.type("NodeRuntimeHandler") {
        Field("features", as: nodeRuntimeHandlerFeatures)
        Field("name", as: .string)
    }

    private static let nodeRuntimeHandlerFeatures = core.type("NodeRuntimeHandlerFeatures") {
        Field("recursiveReadOnlyMounts", "userNamespaces", as: .boolean)
    }

    private static let attachedVolume = core.type("AttachedVolume") {
        Field("devicePath", "name", as: .string)
    }
}
