package import KubeModel

/// The HorizontalPodAutoscaler of a new version, made from that of the version that serves.
package enum AutoscalerCopy {
    /// The new object. While its Deployment has no replicas, as after a rollback, it does nothing.
    package static func made(from serving: KubeObject, of service: String, to version: String) -> KubeObject {
        let name = "\(service)-\(version)"
        var labels = serving.labels
        labels["version"] = version
        var copy = KubeObject(.horizontalPodAutoscalers, namespace: serving.namespace, name: name, labels: labels)
        var spec = serving.spec
        spec[path: ["scaleTargetRef", "name"]] = .string(name)
        copy["spec"] = spec
        return copy
    }

    /// The one of these that scales a Deployment.
    package static func scaling(_ deployment: String, among autoscalers: [KubeObject]) -> KubeObject? {
        autoscalers.first { autoscaler in
            let target = autoscaler.spec["scaleTargetRef"]
            return target["kind"].string == "Deployment" && target["name"].string == deployment
        }
    }
}
