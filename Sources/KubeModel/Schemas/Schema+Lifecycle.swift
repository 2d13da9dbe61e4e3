// Probes and hooks of containers.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.Probe`
    static let probe = core.type("Probe") {
        Field("exec", as: execAction)
        Field("failureThreshold", as: .int32).defaultingZero(to: 3).about("Failures in a row that count as failed.")
        Field("grpc", as: grpcAction).ignored("probes are httpGet, tcpSocket and exec")
        Field("httpGet", as: httpGetAction)
        Field("initialDelaySeconds", as: .int32).about("Seconds from the start to the first probe.")
        Field("periodSeconds", as: .int32).defaultingZero(to: 10).about("Seconds from one probe to the next.")
        Field("successThreshold", as: .int32).defaultingZero(to: 1).about("Successes in a row that count as succeeded.")
        Field("tcpSocket", as: tcpSocketAction)
        Field("terminationGracePeriodSeconds", as: .int64)
        Field("timeoutSeconds", as: .int32).defaultingZero(to: 1).about("Seconds after which a probe has failed.")
    }

    /// `io.k8s.api.core.v1.Lifecycle`
    static let lifecycle = core.type("Lifecycle") {
        Field("postStart", as: lifecycleHandler).ignored("only preStop is run")
        Field("preStop", as: lifecycleHandler).about("Run before SIGTERM.")
        Field("stopSignal", as: .string).ignored("containers are stopped by SIGTERM")
    }

    private static let lifecycleHandler = core.type("LifecycleHandler") {
        Field("exec", as: execAction)
        Field("httpGet", as: httpGetAction)
        Field("sleep", as: sleepAction)
        Field("tcpSocket", as: tcpSocketAction)
    }

    private static let execAction = core.type("ExecAction") {
        Field("command", as: .strings)
    }

    private static let httpGetAction = core.type("HTTPGetAction") {
        Field("host", "protocol", as: .string)
        Field("httpHeaders", as: .list(of: httpHeader))
        Field("path", as: .string).defaulting(to: "/")
        Field("port", as: .integerOrString).required()
        Field("scheme", as: .choice("HTTP", "HTTPS")).defaulting(to: "HTTP")
    }

    private static let httpHeader = core.type("HTTPHeader") {
        Field("name", as: .string).required()
        Field("value", as: .string)
    }

    private static let sleepAction = core.type("SleepAction") {
        Field("seconds", as: .int64).required()
    }

    private static let tcpSocketAction = core.type("TCPSocketAction") {
        Field("host", as: .string)
        Field("port", as: .integerOrString).required()
    }

    private static let grpcAction = core.type("GRPCAction") {
        Field("mode", as: .string)
        Field("port", as: .int32).required()
        Field("service", as: .string).defaulting(to: "")
    }
}
