package import KubeModel

extension TokenRequest {
    /// Seconds; what Kubernetes gives where nothing is said.
    package static let defaultLifetime = 3_600

    /// The token that `source` of a projected volume asks for; without one, that of the API server.
    package init(of pod: KubeObject, source: JSON = [:]) {
        self.init(
            namespace: pod.namespace, serviceAccount: pod.spec["serviceAccountName"].string ?? "default", podName: pod.name,
            podUID: pod.uid, audience: source["audience"].string, lifetime: source["expirationSeconds"].int ?? Self.defaultLifetime)
    }

    /// All that a pod needs.
    package static func all(of pod: KubeObject) -> Set<TokenRequest> {
        var requests: Set<TokenRequest> = []
        if VolumeMounts.mountsAccount(pod) { requests.insert(TokenRequest(of: pod)) }
        for volume in pod.spec["volumes"].elements {
            for source in volume["projected"]["sources"].elements where source["serviceAccountToken"].object != nil {
                requests.insert(TokenRequest(of: pod, source: source["serviceAccountToken"]))
            }
        }
        return requests
    }
}
