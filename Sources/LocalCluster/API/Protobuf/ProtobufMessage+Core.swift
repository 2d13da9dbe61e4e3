extension ProtobufMessage {
    static let configMap = ProtobufMessage(
        "ConfigMap",
        [1: .message("metadata", objectMeta), 2: .map("data"), 3: .map("binaryData", .bytes), 4: .boolean("immutable").optional])

    static let secret = ProtobufMessage(
        "Secret",
        [
            1: .message("metadata", objectMeta), 2: .map("data", .bytes), 3: .string("type"), 4: .map("stringData"),
            5: .boolean("immutable").optional,
        ])

    static let namespace = ProtobufMessage(
        "Namespace",
        [
            1: .message("metadata", objectMeta), 2: .message("spec", ProtobufMessage("NamespaceSpec", [1: .strings("finalizers")])),
            3: .message("status", ProtobufMessage("NamespaceStatus", [1: .string("phase")])),
        ])

    static let serviceAccount = ProtobufMessage(
        "ServiceAccount",
        [
            1: .message("metadata", objectMeta),
            3: .messages("imagePullSecrets", ProtobufMessage("LocalObjectReference", [1: .string("name")])),
            4: .boolean("automountServiceAccountToken").optional,
        ])

    static let service = ProtobufMessage(
        "Service",
        [
            1: .message("metadata", objectMeta), 2: .message("spec", serviceSpec),
            3: .message("status", ProtobufMessage("ServiceStatus", [1: .message("loadBalancer", emptyStatus)])),
        ])

    private static let serviceSpec = ProtobufMessage(
        "ServiceSpec",
        [
            1: .messages("ports", servicePort), 2: .map("selector"), 3: .string("clusterIP"), 4: .string("type"),
            5: .strings("externalIPs"), 7: .string("sessionAffinity"), 8: .string("loadBalancerIP"),
            9: .strings("loadBalancerSourceRanges"), 10: .string("externalName"), 11: .string("externalTrafficPolicy"),
            12: .integer("healthCheckNodePort"), 13: .boolean("publishNotReadyAddresses"), 17: .string("ipFamilyPolicy").optional,
            18: .strings("clusterIPs"), 19: .strings("ipFamilies"), 20: .boolean("allocateLoadBalancerNodePorts").optional,
            21: .string("loadBalancerClass").optional, 22: .string("internalTrafficPolicy").optional,
        ])

    private static let servicePort = ProtobufMessage(
        "ServicePort",
        [
            1: .string("name"), 2: .string("protocol"), 3: .integer("port"), 4: Field("targetPort", .intOrString),
            5: .integer("nodePort"), 6: .string("appProtocol").optional,
        ])
}
