package import KubeModel

/// The EndpointSlices that a Service should have: who answers for it, where, and whether it is ready.
package struct EndpointSlices: Sendable {
    package static let component = "endpointslice-controller"
    package static let serviceLabel = "kubernetes.io/service-name"
    package static let managerLabel = "endpointslice.kubernetes.io/managed-by"
    package static let manager = "endpointslice-controller.k8s.io"
    /// The most endpoints in one slice, as the API permits.
    package static let limit = 1000

    private let service: KubeObject
    /// By the node's name.
    private let zones: [String: String]

    /// - Parameter zones: The zone of each node, by its name.
    package init(of service: KubeObject, zones: [String: String]) {
        self.service = service
        self.zones = zones
    }

    /// Whether the Service finds its pods by a selector; endpoints of others are somebody else's.
    package static func concerns(_ service: KubeObject) -> Bool {
        !service["spec", "selector"].strings.isEmpty && service["spec", "type"].string != "ExternalName" && !service.isTerminating
    }

    /// What must be written for the slices to be as they should.
    /// - Parameters:
    ///   - pods: Those of the namespace; the selector chooses.
    ///   - present: The Service's slices as they are.
    package func directives(pods: [KubeObject], present: [KubeObject]) -> [Directive] {
        let wanted = slices(pods: pods)
        let presentByName = Dictionary(present.map { ($0.name, $0) }) { $1 }
        var directives: [Directive] = wanted.compactMap { slice in
            guard let old = presentByName[slice.name] else { return .create(slice, as: .endpointSlices) }
            return updated(old, to: slice).map { .update($0, as: .endpointSlices) }
        }
        let names = Set(wanted.map(\.name))
        directives += present.filter { $0.labels[Self.managerLabel] == Self.manager && !names.contains($0.name) }.map {
            .delete(ObjectKey(.endpointSlices, namespace: $0.namespace, name: $0.name), DeleteOptions(uid: $0.uid))
        }
        return directives
    }

    /// Nil when it is as it should be already.
    private func updated(_ old: KubeObject, to wanted: KubeObject) -> KubeObject? {
        var slice = old
        slice.labels = wanted.labels
        slice.ownerReferences = wanted.ownerReferences
        slice["endpoints"] = wanted["endpoints"]
        slice["ports"] = wanted["ports"]
        return slice == old ? nil : slice
    }

    /// The slices themselves, without what the API adds. Pods that resolve the ports differently are in different slices.
    package func slices(pods: [KubeObject]) -> [KubeObject] {
        let selector = LabelSelector(matching: service["spec", "selector"].strings)
        var podsByPorts: [[EndpointPort]: [PodView]] = [:]
        for pod in pods where pod.namespace == service.namespace && selector.matches(pod.labels) {
            let view = PodView(pod)
            guard !view.isFinished, view.address != nil else { continue }
            podsByPorts[EndpointPort.all(of: service, on: pod), default: []].append(view)
        }
        let groups = podsByPorts.isEmpty ? [([], [])] : podsByPorts.map { ($0.key, $0.value) }
        return groups.flatMap(slices).sorted { $0.name < $1.name }
    }

    private func slices(ports: [EndpointPort], pods: [PodView]) -> [KubeObject] {
        let sorted = pods.sorted { $0.object.name < $1.object.name }
        let starts = Array(stride(from: 0, to: max(1, sorted.count), by: Self.limit))
        return starts.map { start in
            slice(ports: ports, pods: sorted[start..<min(start + Self.limit, sorted.count)], number: start / Self.limit)
        }
    }

    private func slice(ports: [EndpointPort], pods: ArraySlice<PodView>, number: Int) -> KubeObject {
        var slice = KubeObject(.endpointSlices, namespace: service.namespace, name: name(ports: ports, number: number))
        var labels = service.labels
        labels[Self.serviceLabel] = service.name
        labels[Self.managerLabel] = Self.manager
        if service["spec", "clusterIP"].string == "None" { labels["service.kubernetes.io/headless"] = "" }
        slice.labels = labels
        slice.ownerReferences = [OwnerReference(controller: service)]
        slice["addressType"] = "IPv4"
        slice["endpoints"] = .array(pods.map(endpoint))
        slice["ports"] = .array(ports.map(\.json))
        return slice
    }

    /// Follows from the ports, so that the same slice is found again after a restart. A Service whose pods all agree has one for good.
    private func name(ports: [EndpointPort], number: Int) -> String {
        let identity: JSON = [.string(service.uid), .array(ports.map(\.json)), .integer(number)]
        return "\(service.name)-\(SafeName.encode(FNV32.hash(identity.bytes)))"
    }

    private func endpoint(_ pod: PodView) -> JSON {
        let isTerminating = pod.object.isTerminating
        let isReady = service["spec", "publishNotReadyAddresses"].bool ?? false || (pod.isReady && !isTerminating)
        let node = pod.nodeName
        return .present([
            "addresses": pod.address.map { [.string($0)] } ?? nil,
            "conditions": ["ready": .bool(isReady), "serving": .bool(pod.isReady), "terminating": .bool(isTerminating)],
            "hostname": hostname(of: pod.object),
            "nodeName": node.map(JSON.string) ?? nil,
            "zone": node.flatMap { zones[$0] }.map(JSON.string) ?? nil,
            "targetRef": [
                "kind": "Pod", "namespace": .string(pod.object.namespace), "name": .string(pod.object.name), "uid": .string(pod.object.uid),
            ],
        ])
    }

    /// A pod that names this Service as its subdomain is found by its own name.
    private func hostname(of pod: KubeObject) -> JSON {
        guard pod["spec", "subdomain"].string == service.name, pod.namespace == service.namespace else { return nil }
        return pod["spec", "hostname"]
    }
}
