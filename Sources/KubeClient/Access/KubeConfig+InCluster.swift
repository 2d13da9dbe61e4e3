extension KubeConfig {
    private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// What a pod is given: the address by the environment, the rest by its service account's volume. Nil outside of a pod.
    /// - Parameter root: Under which absolute paths of the pod lie; empty in a container.
    package static func inCluster(root: String, environment: [String: String]) throws(KubeConfigFault) -> KubeConfig? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else { return nil }
        let port = environment["KUBERNETES_SERVICE_PORT"] ?? "443"
        guard let number = Int(port), (1...65_535).contains(number) else {
            throw KubeConfigFault(path: "environment", key: "KUBERNETES_SERVICE_PORT", reason: "'\(port)' is not a port")
        }
        let folder = root + folder
        var config = KubeConfig(
            server: "https://\(host.contains(":") ? "[\(host)]" : host):\(number)",
            authority: try ConfigFile.bytes("\(folder)/ca.crt"), credential: .tokenFile("\(folder)/token"),
            origin: "the service account in \(folder)")
        _ = try ConfigFile.text("\(folder)/token")
        config.namespace = try ConfigFile.text("\(folder)/namespace")
        return config
    }
}
