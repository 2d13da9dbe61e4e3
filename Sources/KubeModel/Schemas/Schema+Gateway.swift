// Istio's edge, and what all its kinds share: https://istio.io/latest/docs/reference/config/networking/gateway/

private let istio = SchemaPackage("io.istio.networking.v1")

extension Schema {
    /// Where requests come in.
    static let gateway = istio.kind("Gateway", "Ports and hosts at the edge of the mesh.") {
        Field("spec", as: gatewaySpec).required()
        Field("status", as: istioStatus)
    }

    private static let gatewaySpec = istio.type("GatewaySpec") {
        Field("selector", as: .stringMap).about("Labels of the gateway's pods; locally there is one gateway.")
        Field("servers", as: .list(of: server)).about("What it listens on.")
    }

    private static let server = istio.type("Server") {
        Field("bind", as: .string).ignored("the gateway listens on loopback")
        Field("defaultEndpoint", as: .string).ignored("requests are routed by VirtualServices")
        Field("hosts", as: .strings).required().about("Hosts that it serves; * is every one.")
        Field("name", as: .string)
        Field("port", as: serverPort).required()
        Field("tls", as: serverTLS)
    }

    private static let serverPort = istio.type("Port") {
        Field("name", as: .string).required()
        Field("number", as: .int64).required()
        Field("protocol", as: .string).required().about("HTTP, HTTPS, GRPC, HTTP2, MONGO, TCP or TLS.")
        Field("targetPort", as: .int64)
    }

    private static let serverTLS = istio.type("ServerTLSSettings") {
        Field("caCertCredentialName", "caCertificates", "caCrl", "credentialName", "privateKey", "serverCertificate", as: .string)
        Field("cipherSuites", "credentialNames", "subjectAltNames", "verifyCertificateHash", "verifyCertificateSpki", as: .strings)
        Field("httpsRedirect", as: .boolean)
        Field("maxProtocolVersion", "minProtocolVersion", as: .choice("TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"))
        Field("mode", as: .choice("PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL"))
        Field("tlsCertificates", as: .list(of: .object { Field("caCertificates", "privateKey", "serverCertificate", as: .string) }))
    }

    /// A port by its number.
    static let portSelector = istio.type("PortSelector") {
        Field("number", as: .int64).required()
    }

    /// What becomes of an Istio object.
    static let istioStatus = istio.type("IstioStatus") {
        Field("conditions", as: .list(of: istioCondition))
        Field("observedGeneration", as: .integerOrString)
        Field("validationMessages", as: .list(of: .any))
    }.noting { $0.allowsUnknown = true }

    private static let istioCondition = istio.type("IstioCondition") {
        Field("lastProbeTime", "lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
        Field("observedGeneration", as: .integerOrString)
    }
}
