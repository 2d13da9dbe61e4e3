extension ProtobufMessage {
    /// The kinds that `kubectl` sends in this form, by `apiVersion/kind`.
    static let kinds: [String: ProtobufMessage] = [
        "v1/ConfigMap": .configMap, "v1/Secret": .secret, "v1/Namespace": .namespace, "v1/ServiceAccount": .serviceAccount,
        "v1/Service": .service, "v1/DeleteOptions": .deleteOptions, "meta.k8s.io/v1/DeleteOptions": .deleteOptions,
        "apps/v1/Deployment": .deployment, "policy/v1/PodDisruptionBudget": .podDisruptionBudget, "policy/v1/Eviction": .eviction,
        "policy/v1/DeleteOptions": .deleteOptions, "apps/v1/DeleteOptions": .deleteOptions, "autoscaling/v1/Scale": .scale,
        "autoscaling/v2/HorizontalPodAutoscaler": .horizontalPodAutoscaler, "rbac.authorization.k8s.io/v1/Role": .role,
        "rbac.authorization.k8s.io/v1/RoleBinding": .roleBinding, "authentication.k8s.io/v1/TokenRequest": .tokenRequest,
        "authentication.k8s.io/v1/SelfSubjectReview": .selfSubjectReview,
        "authorization.k8s.io/v1/SelfSubjectAccessReview": .selfSubjectAccessReview,
        "authorization.k8s.io/v1/SelfSubjectRulesReview": .selfSubjectRulesReview,
    ]
}

// MARK: Shared parts

extension ProtobufMessage {
    static let time = ProtobufMessage("Time", [1: .integer("seconds"), 2: .integer("nanos")])
    static let quantity = ProtobufMessage("Quantity", [1: .string("string")])
    static let intOrString = ProtobufMessage("IntOrString", [1: .integer("type"), 2: .integer("intVal"), 3: .string("strVal")])

    static let objectMeta = ProtobufMessage(
        "ObjectMeta",
        [
            1: .string("name"), 2: .string("generateName"), 3: .string("namespace"), 4: .string("selfLink"), 5: .string("uid"),
            6: .string("resourceVersion"), 7: .integer("generation"), 8: Field("creationTimestamp", .time),
            9: Field("deletionTimestamp", .time), 10: .integer("deletionGracePeriodSeconds").optional, 11: .map("labels"),
            12: .map("annotations"), 13: .messages("ownerReferences", ownerReference), 14: .strings("finalizers"),
        ])

    private static let ownerReference = ProtobufMessage(
        "OwnerReference",
        [
            1: .string("kind"), 3: .string("name"), 4: .string("uid"), 5: .string("apiVersion"), 6: .boolean("controller").optional,
            7: .boolean("blockOwnerDeletion").optional,
        ])

    static let labelSelector = ProtobufMessage(
        "LabelSelector",
        [
            1: .map("matchLabels"),
            2: .messages(
                "matchExpressions",
                ProtobufMessage("LabelSelectorRequirement", [1: .string("key"), 2: .string("operator"), 3: .strings("values")])),
        ])

    static let deleteOptions = ProtobufMessage(
        "DeleteOptions",
        [
            1: .integer("gracePeriodSeconds").optional,
            2: .message(
                "preconditions", ProtobufMessage("Preconditions", [1: .string("uid"), 2: .string("resourceVersion")])
            ).optional,
            3: .boolean("orphanDependents").optional, 4: .string("propagationPolicy").optional, 5: .strings("dryRun"),
        ])

    /// A status that is always there and, from a client, always empty.
    static let emptyStatus = ProtobufMessage("Status", [:])
}
