// What becomes of containers.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.ContainerStatus`
    static let containerStatus = core.type("ContainerStatus") {
        Field("allocatedResources", as: .quantities)
        Field("allocatedResourcesStatus", as: .list(of: resourceStatus, by: "name"))
        Field("containerID", "image", "imageID", "name", "stopSignal", as: .string)
        Field("lastState", "state", as: containerState)
        Field("ready", "started", as: .boolean)
        Field("resources", as: resourceRequirements)
        Field("restartCount", as: .int32)
        Field("user", as: containerUser)
        Field("volumeMounts", as: .list(of: volumeMountStatus, by: "mountPath"))
    }

    private static let containerState = core.type("ContainerState") {
        Field("running", as: containerStateRunning)
        Field("terminated", as: containerStateTerminated)
        Field("waiting", as: containerStateWaiting)
    }

    private static let containerStateRunning = core.type("ContainerStateRunning") {
        Field("startedAt", as: .time)
    }

    private static let containerStateTerminated = core.type("ContainerStateTerminated") {
        Field("containerID", "message", "reason", as: .string)
        Field("exitCode", "signal", as: .int32)
        Field("finishedAt", "startedAt", as: .time)
    }

    private static let containerStateWaiting = core.type("ContainerStateWaiting") {
        Field("message", "reason", as: .string)
    }

    private static let containerUser = core.type("ContainerUser") {
        Field("linux", as: linuxContainerUser)
    }

    private static let linuxContainerUser = core.type("LinuxContainerUser") {
        Field("gid", "uid", as: .int64)
        Field("supplementalGroups", as: .list(of: .int64))
    }

    private static let resourceStatus = core.type("ResourceStatus") {
        Field("name", as: .string)
        Field("resources", as: .keyedList(of: resourceHealth, by: "resourceID"))
    }

    private static let resourceHealth = core.type("ResourceHealth") {
        Field("health", "message", "resourceID", as: .string)
    }

    private static let volumeMountStatus = core.type("VolumeMountStatus") {
        Field("mountPath", "name", "recursiveReadOnly", as: .string)
        Field("readOnly", as: .boolean)
        Field("volumeStatus", as: volumeStatus)
    }

    private static let volumeStatus = core.type("VolumeStatus") {
        Field("image", as: imageVolumeStatus)
    }

    private static let imageVolumeStatus = core.type("ImageVolumeStatus") {
        Field("imageRef", as: .string)
    }
}
