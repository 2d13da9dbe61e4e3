// Storage that outlives pods.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// Storage that outlives pods.
    static let persistentVolumeClaim = core.kind("PersistentVolumeClaim", "Storage that outlives pods.") {
        Field("spec", as: persistentVolumeClaimSpec)
        Field("status", as: persistentVolumeClaimStatus)
    }

    /// `io.k8s.api.core.v1.PersistentVolumeClaimSpec`
    static let persistentVolumeClaimSpec = core.type("PersistentVolumeClaimSpec") {
        Field("accessModes", as: .strings).about("How the volume may be mounted.")
        Field("dataSource", as: typedLocalObjectReference).ignored("a claim starts empty")
        Field("dataSourceRef", as: typedObjectReference).ignored("a claim starts empty")
        Field("resources", as: volumeResourceRequirements).about("How much room is asked for.")
        Field("selector", as: labelSelector).ignored("a claim is a folder")
        Field("storageClassName", "volumeAttributesClassName", as: .string)
        Field("volumeMode", as: .choice("Block", "Filesystem")).defaulting(to: "Filesystem").ignored("a claim is a folder")
        Field("volumeName", as: .string).ignored("a claim is a folder")
    }

    private static let volumeResourceRequirements = core.type("VolumeResourceRequirements") {
        Field("limits", "requests", as: .quantities)
    }

    private static let persistentVolumeClaimStatus = core.type("PersistentVolumeClaimStatus") {
        Field("accessModes", as: .strings)
        Field("allocatedResourceStatuses", as: .stringMap)
        Field("allocatedResources", "capacity", as: .quantities)
        Field("conditions", as: .list(of: persistentVolumeClaimCondition, by: "type"))
        Field("currentVolumeAttributesClassName", "phase", as: .string)
        Field("healthStatus", as: volumeHealthStatus)
        Field("modifyVolumeStatus", as: modifyVolumeStatus)
    }

    private static let persistentVolumeClaimCondition = core.type("PersistentVolumeClaimCondition") {
        Field("lastProbeTime", "lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
    }

    private static let volumeHealthStatus = core.type("VolumeHealthStatus") {
        Field("healthConditions", as: .list(of: volumeHealthCondition, by: "status", "reason"))
        Field("lastTransitionTime", as: .time)
    }

    private static let modifyVolumeStatus = core.type("ModifyVolumeStatus") {
        Field("status", "targetVolumeAttributesClassName", as: .string)
    }
}
