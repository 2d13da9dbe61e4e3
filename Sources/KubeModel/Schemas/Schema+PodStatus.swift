// What becomes of pods.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.PodStatus`
    static let podStatus = core.type("PodStatus") {
        Field("allocatedResources", as: .quantities)
        Field("conditions", as: .list(of: podCondition, by: "type"))
        Field("containerStatuses", "ephemeralContainerStatuses", "initContainerStatuses", as: .list(of: containerStatus))
        Field("extendedResourceClaimStatus", as: podExtendedResourceClaimStatus)
        Field("hostIP", "message", "nominatedNodeName", "phase", "podIP", "qosClass", "reason", "resize", as: .string)
        Field("hostIPs", as: .list(of: hostIP)).patched(by: .merge, key: "ip")
        Field("nodeAllocatableResourceClaimStatuses", as: .list(of: nodeAllocatableResourceClaimStatus, by: "resourceClaimName"))
        Field("observedGeneration", as: .int64)
        Field("podIPs", as: .list(of: podIP, by: "ip"))
        Field("resourceClaimStatuses", as: .list(of: podResourceClaimStatus, by: "name")).patched(by: .merge, .retainKeys)
        Field("resources", as: resourceRequirements)
        Field("startTime", as: .time)
        Field("volumeHealth", as: .keyedList(of: podVolumeHealth, by: "name"))
    }

    private static let podCondition = core.type("PodCondition") {
        Field("lastProbeTime", "lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
        Field("observedGeneration", as: .int64)
    }

    private static let hostIP = core.type("HostIP") {
        Field("ip", as: .string)
    }

    private static let podIP = core.type("PodIP") {
        Field("ip", as: .string)
    }

    private static let podResourceClaimStatus = core.type("PodResourceClaimStatus") {
        Field("name", "resourceClaimName", as: .string)
    }

    private static let podVolumeHealth = core.type("PodVolumeHealth") {
        Field("healthConditions", as: .list(of: volumeHealthCondition, by: "status", "reason"))
        Field("lastTransitionTime", as: .time)
        Field("name", as: .string).required()
    }

    /// `io.k8s.api.core.v1.VolumeHealthCondition`
    static let volumeHealthCondition = core.type("VolumeHealthCondition") {
        Field("message", "reason", "status", as: .string)
    }

    private static let podExtendedResourceClaimStatus = core.type("PodExtendedResourceClaimStatus") {
        Field("requestMappings", as: .list(of: containerExtendedResourceRequest))
        Field("resourceClaimName", as: .string)
    }

    private static let containerExtendedResourceRequest = core.type("ContainerExtendedResourceRequest") {
        Field("containerName", "requestName", "resourceName", as: .string).required()
    }

    private static let nodeAllocatableResourceClaimStatus = core.type("NodeAllocatableResourceClaimStatus") {
        Field("containers", as: .set(of: .string))
        Field("mapping", as: .list(of: nodeAllocatableMappedResources, by: "name"))
        Field("overhead", as: .list(of: nodeAllocatableOverheadResources, by: "name"))
        Field("resourceClaimName", as: .string)
    }

    private static let nodeAllocatableMappedResources = core.type("NodeAllocatableMappedResources") {
        Field("name", as: .string).required()
        Field("quantity", as: .quantity).required()
    }

    private static let nodeAllocatableOverheadResources = core.type("NodeAllocatableOverheadResources") {
        Field("name", as: .string).required()
        Field("perContainer", "perPod", as: .quantity)
    }
}
