extension ProtobufMessage {
    static let deployment = ProtobufMessage(
        "Deployment",
        [1: .message("metadata", objectMeta), 2: .message("spec", deploymentSpec), 3: .message("status", emptyStatusOfCounts)])

    private static let deploymentSpec = ProtobufMessage(
        "DeploymentSpec",
        [
            1: .integer("replicas").optional, 2: .message("selector", labelSelector).optional, 3: .message("template", podTemplate),
            4: .message("strategy", strategy), 5: .integer("minReadySeconds"), 6: .integer("revisionHistoryLimit").optional,
            7: .boolean("paused"), 9: .integer("progressDeadlineSeconds").optional,
        ])

    private static let strategy = ProtobufMessage(
        "DeploymentStrategy",
        [
            1: .string("type"),
            2: .message(
                "rollingUpdate",
                ProtobufMessage(
                    "RollingUpdateDeployment",
                    [1: Field("maxUnavailable", .intOrString, isOptional: true), 2: Field("maxSurge", .intOrString, isOptional: true)])
            ).optional,
        ])

    /// The counts of a workload's status are always sent, and zero from a client.
    private static let emptyStatusOfCounts = ProtobufMessage(
        "DeploymentStatus",
        [
            1: .integer("observedGeneration"), 2: .integer("replicas"), 3: .integer("updatedReplicas"), 4: .integer("availableReplicas"),
            5: .integer("unavailableReplicas"), 7: .integer("readyReplicas"),
        ])

    private static let podTemplate = ProtobufMessage(
        "PodTemplateSpec", [1: .message("metadata", objectMeta), 2: .message("spec", podSpec)])

    /// What `kubectl create deployment` sets of it, and the fields beside that are always sent.
    private static let podSpec = ProtobufMessage(
        "PodSpec",
        [
            2: .messages("containers", container), 3: .string("restartPolicy"), 4: .integer("terminationGracePeriodSeconds").optional,
            5: .integer("activeDeadlineSeconds").optional, 6: .string("dnsPolicy"), 7: .map("nodeSelector"),
            8: .string("serviceAccountName"), 9: .string("serviceAccount"), 10: .string("nodeName"), 11: .boolean("hostNetwork"),
            12: .boolean("hostPID"), 13: .boolean("hostIPC"), 16: .string("hostname"), 17: .string("subdomain"),
            19: .string("schedulerName"), 20: .messages("initContainers", container), 24: .string("priorityClassName"),
        ])

    private static let container = ProtobufMessage(
        "Container",
        [
            1: .string("name"), 2: .string("image"), 3: .strings("command"), 4: .strings("args"), 5: .string("workingDir"),
            6: .messages("ports", containerPort),
            7: .messages("env", ProtobufMessage("EnvVar", [1: .string("name"), 2: .string("value")])),
            8: .message(
                "resources",
                ProtobufMessage("ResourceRequirements", [1: .map("limits", .quantity), 2: .map("requests", .quantity)])),
            13: .string("terminationMessagePath"), 14: .string("imagePullPolicy"), 16: .boolean("stdin"), 17: .boolean("stdinOnce"),
            18: .boolean("tty"), 20: .string("terminationMessagePolicy"),
        ])

    private static let containerPort = ProtobufMessage(
        "ContainerPort",
        [1: .string("name"), 2: .integer("hostPort"), 3: .integer("containerPort"), 4: .string("protocol"), 5: .string("hostIP")])
}

// MARK: Scaling and disruption

extension ProtobufMessage {
    static let scale = ProtobufMessage(
        "Scale",
        [
            1: .message("metadata", objectMeta), 2: .message("spec", ProtobufMessage("ScaleSpec", [1: .integer("replicas").optional])),
            3: .message("status", ProtobufMessage("ScaleStatus", [1: .integer("replicas"), 2: .string("selector")])),
        ])

    static let eviction = ProtobufMessage(
        "Eviction", [1: .message("metadata", objectMeta), 2: .message("deleteOptions", deleteOptions).optional])

    static let podDisruptionBudget = ProtobufMessage(
        "PodDisruptionBudget",
        [
            1: .message("metadata", objectMeta),
            2: .message(
                "spec",
                ProtobufMessage(
                    "PodDisruptionBudgetSpec",
                    [
                        1: Field("minAvailable", .intOrString, isOptional: true), 2: .message("selector", labelSelector).optional,
                        3: Field("maxUnavailable", .intOrString, isOptional: true), 4: .string("unhealthyPodEvictionPolicy").optional,
                    ])),
            3: .message(
                "status",
                ProtobufMessage(
                    "PodDisruptionBudgetStatus",
                    [
                        1: .integer("observedGeneration"), 3: .integer("disruptionsAllowed"), 4: .integer("currentHealthy"),
                        5: .integer("desiredHealthy"), 6: .integer("expectedPods"),
                    ])),
        ])

    static let horizontalPodAutoscaler = ProtobufMessage(
        "HorizontalPodAutoscaler",
        [
            1: .message("metadata", objectMeta), 2: .message("spec", autoscalerSpec),
            3: .message(
                "status",
                ProtobufMessage("HorizontalPodAutoscalerStatus", [3: .integer("currentReplicas"), 4: .integer("desiredReplicas")])),
        ])

    private static let autoscalerSpec = ProtobufMessage(
        "HorizontalPodAutoscalerSpec",
        [
            1: .message(
                "scaleTargetRef",
                ProtobufMessage("CrossVersionObjectReference", [1: .string("kind"), 2: .string("name"), 3: .string("apiVersion")])),
            2: .integer("minReplicas").optional, 3: .integer("maxReplicas"), 4: .messages("metrics", metric),
        ])

    private static let metric = ProtobufMessage(
        "MetricSpec",
        [
            1: .string("type"),
            4: .message(
                "resource", ProtobufMessage("ResourceMetricSource", [1: .string("name"), 2: .message("target", metricTarget)])
            ).optional,
        ])

    private static let metricTarget = ProtobufMessage(
        "MetricTarget",
        [
            1: .string("type"), 2: Field("value", .quantity, isOptional: true), 3: Field("averageValue", .quantity, isOptional: true),
            4: .integer("averageUtilization").optional,
        ])
}
