// Containers.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.Container`
    static let container = core.type("Container") {
        Field("args", as: .strings).about("Arguments of the program.")
        Field("command", as: .strings).about("The program and its first arguments.")
        Field("env", as: .list(of: envVar, by: "name")).about("Environment variables.")
        Field("envFrom", as: .list(of: envFromSource)).about("Environment variables from all keys of ConfigMaps and Secrets.")
        Field("image", as: .string).about("The image; souk:<tag> is a binary that `souk image add` has registered.")
        Field("imagePullPolicy", as: .choice("Always", "IfNotPresent", "Never"))
        Field("lifecycle", as: lifecycle).about("What is run before the container is stopped.")
        Field("livenessProbe", as: probe).about("When it fails, the container is restarted.")
        Field("name", as: .string).required().about("Unique in the pod.")
        Field("ports", as: .list(of: containerPort, by: "containerPort", "protocol")).about("Ports on which the container listens.")
        Field("readinessProbe", as: probe).about("While it fails, the pod gets no traffic.")
        Field("resizePolicy", as: .list(of: containerResizePolicy))
        Field("resources", as: resourceRequirements).defaulting(to: [:]).about("CPU and memory that it needs and may take.")
        Field("restartPolicy", as: .string)
        Field("restartPolicyRules", as: .list(of: containerRestartRule)).ignored("containers follow the pod's restartPolicy")
        Field("securityContext", as: securityContext)
        Field("startupProbe", as: probe).about("Until it succeeds, the other probes wait.")
        Field("stdin", "stdinOnce", "tty", as: .boolean).ignored("a container has no terminal")
        Field("terminationMessagePath", as: .string).defaulting(to: "/dev/termination-log")
        Field("terminationMessagePolicy", as: .choice("FallbackToLogsOnError", "File")).defaulting(to: "File")
        Field("volumeDevices", as: .list(of: volumeDevice, by: "devicePath")).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("volumeMounts", as: .list(of: volumeMount, by: "mountPath")).about("Where the volumes are found.")
        Field("workingDir", as: .string).about("The working folder.")
    }

    /// `io.k8s.api.core.v1.EphemeralContainer`
    static let ephemeralContainer = core.type("EphemeralContainer") {
        Field("args", "command", as: .strings)
        Field("env", as: .list(of: envVar, by: "name"))
        Field("envFrom", as: .list(of: envFromSource))
        Field("image", "restartPolicy", "targetContainerName", "terminationMessagePath", "workingDir", as: .string)
        Field("imagePullPolicy", as: .choice("Always", "IfNotPresent", "Never"))
        Field("lifecycle", as: lifecycle)
        Field("livenessProbe", "readinessProbe", "startupProbe", as: probe)
        Field("name", as: .string).required()
        Field("ports", as: .list(of: containerPort, by: "containerPort", "protocol"))
        Field("resizePolicy", as: .list(of: containerResizePolicy))
        Field("resources", as: resourceRequirements)
        Field("restartPolicyRules", as: .list(of: containerRestartRule))
        Field("securityContext", as: securityContext)
        Field("stdin", "stdinOnce", "tty", as: .boolean)
        Field("terminationMessagePolicy", as: .choice("FallbackToLogsOnError", "File"))
        Field("volumeDevices", as: .list(of: volumeDevice, by: "devicePath"))
        Field("volumeMounts", as: .list(of: volumeMount, by: "mountPath"))
    }

    private static let containerPort = core.type("ContainerPort") {
        Field("containerPort", as: .int32).required()
        Field("hostIP", as: .string).ignored("every pod has a loopback address of its own")
        Field("hostPort", as: .int32).ignored("every pod has a loopback address of its own")
        Field("name", as: .string)
        Field("protocol", as: .choice("SCTP", "TCP", "UDP")).defaulting(to: "TCP")
    }

    private static let containerResizePolicy = core.type("ContainerResizePolicy") {
        Field("resourceName", "restartPolicy", as: .string).required()
    }

    /// `io.k8s.api.core.v1.ResourceRequirements`
    static let resourceRequirements = core.type("ResourceRequirements") {
        Field("claims", as: .keyedList(of: resourceClaim, by: "name")).ignored("pods are processes of this machine")
        Field("limits", as: .quantities).about("The most that it may take.")
        Field("requests", as: .quantities).about("What it needs.")
    }

    private static let resourceClaim = core.type("ResourceClaim") {
        Field("name", as: .string).required()
        Field("request", as: .string)
    }

    private static let containerRestartRule = core.type("ContainerRestartRule") {
        Field("action", as: .string).required()
        Field("exitCodes", as: containerRestartRuleOnExitCodes)
    }

    private static let containerRestartRuleOnExitCodes = core.type("ContainerRestartRuleOnExitCodes") {
        Field("operator", as: .string).required()
        Field("values", as: .set(of: .int32))
    }

    private static let volumeDevice = core.type("VolumeDevice") {
        Field("devicePath", "name", as: .string).required()
    }

    private static let volumeMount = core.type("VolumeMount") {
        Field("bindMountOptions", as: .set(of: .string)).ignored("mounts are links below SOUK_ROOT")
        Field("mountPath", "name", as: .string).required()
        Field("mountPropagation", as: .choice("Bidirectional", "HostToContainer", "None")).ignored("mounts are links below SOUK_ROOT")
        Field("readOnly", as: .boolean)
        Field("recursiveReadOnly", as: .choice("Disabled", "Enabled", "IfPossible"))
        Field("subPath", as: .string)
        Field("subPathExpr", as: .string).ignored("mounts are links below SOUK_ROOT")
    }
}
