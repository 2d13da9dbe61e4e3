// Chaos Mesh's experiments: https://chaos-mesh.org/docs/

private let chaosMesh = SchemaPackage("org.chaos-mesh.v1alpha1")

extension Schema {
    /// Pods that fail or are killed on purpose.
    static let podChaos = chaosMesh.kind("PodChaos", "Kills pods or lets them fail.") {
        Field("spec", as: podChaosSpec).required()
        Field("status", as: .any)
    }

    /// A network that fails on purpose.
    static let networkChaos = chaosMesh.kind("NetworkChaos", "Delays, loses or cuts traffic between pods.") {
        Field("spec", as: networkChaosSpec).required()
        Field("status", as: .any)
    }

    /// Machines that are busy on purpose.
    static let stressChaos = chaosMesh.kind("StressChaos", "Takes CPU or memory from pods.") {
        Field("spec", as: stressChaosSpec).required()
        Field("status", as: .any)
    }

    private static let mode = Schema.choice("one", "all", "fixed", "fixed-percent", "random-max-percent")

    private static let podChaosSpec = chaosMesh.type("PodChaosSpec") {
        Field("action", as: .choice("pod-kill", "pod-failure", "container-kill")).required()
        Field("containerNames", as: .strings)
        Field("duration", "remoteCluster", "value", as: .string)
        Field("gracePeriod", as: .int64)
        Field("mode", as: mode).required()
        Field("selector", as: podSelector).required()
    }

    private static let networkChaosSpec = chaosMesh.type("NetworkChaosSpec") {
        Field(
            "action", as: .choice("netem", "delay", "loss", "duplicate", "corrupt", "partition", "bandwidth")
        ).required()
        Field("bandwidth", as: bandwidth)
        Field("corrupt", as: .object { Field("corrupt", "correlation", as: .string) })
        Field("delay", as: delay)
        Field("device", "duration", "remoteCluster", "targetDevice", "value", as: .string)
        Field("direction", as: .choice("to", "from", "both"))
        Field("duplicate", as: .object { Field("duplicate", "correlation", as: .string) })
        Field("externalTargets", as: .strings)
        Field("loss", as: .object { Field("loss", "correlation", as: .string) })
        Field("mode", as: mode).required()
        Field("rate", as: .object { Field("rate", as: .string) })
        Field("selector", as: podSelector).required()
        Field("target", as: target)
    }

    private static let target = chaosMesh.type("PodSelector") {
        Field("mode", as: mode).required()
        Field("selector", as: podSelector).required()
        Field("value", as: .string)
    }

    private static let bandwidth = chaosMesh.type("BandwidthSpec") {
        Field("buffer", "limit", "minburst", "peakrate", as: .int64)
        Field("rate", as: .string)
    }

    private static let delay = chaosMesh.type("DelaySpec") {
        Field("correlation", "jitter", "latency", as: .string)
        Field(
            "reorder",
            as: .object {
                Field("correlation", "reorder", as: .string); Field("gap", as: .int64)
            })
    }

    private static let stressChaosSpec = chaosMesh.type("StressChaosSpec") {
        Field("containerNames", as: .strings)
        Field("duration", "remoteCluster", "stressngStressors", "value", as: .string)
        Field("mode", as: mode).required()
        Field("selector", as: podSelector).required()
        Field(
            "stressors",
            as: .object {
                Field("cpu", as: cpuStressor); Field("memory", as: memoryStressor)
            })
    }

    private static let cpuStressor = chaosMesh.type("CPUStressor") {
        Field("load", "workers", as: .int64)
        Field("options", as: .strings)
    }

    private static let memoryStressor = chaosMesh.type("MemoryStressor") {
        Field("oomScoreAdj", "workers", as: .int64)
        Field("options", as: .strings)
        Field("size", "time", as: .string)
    }

    private static let podSelector = chaosMesh.type("PodSelectorSpec") {
        Field("annotationSelectors", "fieldSelectors", "labelSelectors", "nodeSelectors", as: .stringMap)
        Field("expressionSelectors", as: .list(of: labelSelectorRequirement))
        Field("namespaces", "nodes", "podPhaseSelectors", as: .strings)
        Field("pods", as: .map(of: .strings))
    }
}
