import Foundation
package import KubeModel
package import Logging

/// Keeps the Node object and its lease.
package struct NodeRegistrar: Sendable {
    package static let leaseNamespace = "kube-node-lease"

    package let api: any ObjectAPI
    package let settings: NodeSettings
    package let machine: Machine
    package let clock: NodeClock
    package let logger: Logger

    /// Registers the node, trying until it is done, and then renews its lease until cancelled.
    package func run() async {
        await retrying { () async throws(StatusError) in try await register() }
        while !Task.isCancelled {
            await retrying { () async throws(StatusError) in try await renewLease() }
            try? await clock.sleep(settings.leaseInterval)
        }
    }

    private func retrying(_ body: () async throws(StatusError) -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            do throws(StatusError) {
                return try await body()
            } catch {
                failures += 1
                logger.warning("the node could not be reported", metadata: ["node": "\(settings.name)", "error": "\(error)"])
                try? await clock.sleep(Backoff().pause(afterFailures: failures, random: .random(in: 0...1)))
            }
        }
    }

    private func register() async throws(StatusError) {
        let key = ObjectKey(.nodes, name: settings.name)
        var node: KubeObject
        do throws(StatusError) {
            node = try await api.get(key)
            let missing = labels.filter { node.labels[$0.key] != $0.value }
            if !missing.isEmpty { node = try await api.patch(key, .merge(["metadata": ["labels": JSON(missing)]])) }
        } catch  where error.code == 404 {
            node = try await api.create(KubeObject(.nodes, name: settings.name, labels: labels), as: .nodes, manager: "kubelet")
        }
        node.status = status(before: node.status)
        node.resourceVersion = ""  // the status is all ours
        try await api.updateStatus(node, as: .nodes, manager: "kubelet")
    }

    private var labels: [String: String] {
        settings.topologyLabels.merging([
            "kubernetes.io/hostname": settings.name, "kubernetes.io/os": "linux", "kubernetes.io/arch": Machine.architecture,
        ]) { $1 }
    }

    private func status(before: JSON) -> JSON {
        let resources: JSON = [
            "cpu": .string(String(machine.processors)), "memory": .string("\(machine.memory / 1_024)Ki"), "pods": "110",
        ]
        return [
            "capacity": resources, "allocatable": resources, "conditions": conditions(before: before["conditions"]),
            "addresses": [
                ["type": "InternalIP", "address": .string(settings.hostIP)], ["type": "Hostname", "address": .string(settings.name)],
            ],
            "nodeInfo": [
                "machineID": .string(machine.machineID), "systemUUID": .string(machine.machineID), "bootID": .string(machine.bootID),
                "kernelVersion": .string(machine.kernel), "osImage": .string(machine.system), "operatingSystem": "linux",
                "architecture": .string(Machine.architecture), "containerRuntimeVersion": "souk://1.0",
                "kubeletVersion": .string(settings.version), "kubeProxyVersion": "",
            ],
        ]
    }

    private func conditions(before: JSON) -> JSON {
        let now = JSON.string(clock.now().kubeText)
        let all = [
            ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ]
        let conditions = all.map { type, status, reason, message -> JSON in
            let present = before.elements.first { $0["type"].string == type && $0["status"].string == status }
            return [
                "type": .string(type), "status": .string(status), "reason": .string(reason), "message": .string(message),
                "lastHeartbeatTime": now, "lastTransitionTime": present?["lastTransitionTime"] ?? now,
            ]
        }
        return .array(conditions)
    }

    private func renewLease() async throws(StatusError) {
        let key = ObjectKey(.leases, namespace: Self.leaseNamespace, name: settings.name)
        let time = JSON.string(clock.now().kubeMicroText)
        do throws(StatusError) {
            try await api.patch(key, .merge(["spec": ["renewTime": time]]), manager: "kubelet")
        } catch  where error.code == 404 {
            var lease = KubeObject(.leases, namespace: Self.leaseNamespace, name: settings.name)
            let seconds = max(1, Int(settings.leaseInterval.components.seconds) * 4)
            lease["spec"] = [
                "holderIdentity": .string(settings.name), "leaseDurationSeconds": .integer(seconds), "acquireTime": time, "renewTime": time,
            ]
            try await create(lease)
        }
    }

    private func create(_ lease: KubeObject) async throws(StatusError) {
        do throws(StatusError) {
            try await api.create(lease, as: .leases, manager: "kubelet")
        } catch  where error.code == 404 {
            try await api.create(KubeObject(.namespaces, name: Self.leaseNamespace), as: .namespaces, manager: "kubelet")
            try await api.create(lease, as: .leases, manager: "kubelet")
        }
    }
}
