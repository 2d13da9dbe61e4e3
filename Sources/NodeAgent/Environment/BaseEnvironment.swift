/// What every container of a node finds in its environment, before its manifest.
package enum BaseEnvironment {
    /// Names the run of the container, so that its process can be found again.
    package static let runVariable = "SOUK_CONTAINER_ID"
    /// What is let through from the agent's own environment: what a container's image would bring.
    package static let inherited = ["PATH", "TZ", "LANG"]
    package static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// - Parameters:
    ///   - own: The agent's environment.
    ///   - root: Under which the container's mounts lie.
    package static func variables(settings: NodeSettings, own: [String: String], root: String, podName: String) -> [String: String] {
        var variables = own.filter { inherited.contains($0.key) }
        variables["PATH"] = variables["PATH"] ?? defaultPath
        variables["HOME"] = root
        variables["HOSTNAME"] = podName
        variables["SOUK_ROOT"] = root
        variables["KUBERNETES_SERVICE_HOST"] = settings.apiHost
        variables["KUBERNETES_SERVICE_PORT"] = String(settings.apiPort)
        if let proxy = settings.outboundProxy {
            for name in ["HTTP_PROXY", "http_proxy"] { variables[name] = proxy }
            for name in ["NO_PROXY", "no_proxy"] { variables[name] = settings.apiHost }
        }
        return variables
    }
}
