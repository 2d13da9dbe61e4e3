import KubeControllers
package import KubeModel

/// Keeps the EndpointSlices of each Service as its pods are. What a pod becomes is written at once: traffic follows it.
package struct EndpointSliceController: Reconciler {
    package let name = "endpointslice"
    private let context: ControllerContext
    private let services: Informer

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        self.context = context
        services = context.informers[.services]
        services.onChange { [services] change in
            if let object = change.either { queue.add(services.key(of: object)) }
        }
        context.informers[.pods].onChange { [services] change in
            guard let pod = change.either else { return }
            for service in services.objects(in: pod.namespace) where EndpointSlices.concerns(service) {
                let selector = LabelSelector(matching: service["spec", "selector"].strings)
                if change.both.contains(where: { selector.matches($0.labels) }) { queue.add(services.key(of: service)) }
            }
        }
        context.informers[.endpointSlices].onChange { change in
            guard let slice = change.either, let service = slice.labels[EndpointSlices.serviceLabel] else { return }
            queue.add(ObjectKey(.services, namespace: slice.namespace, name: service))
        }
        context.informers[.nodes].onChange { [services] change in
            guard change.old.flatMap({ NodeView($0).zone }) != change.new.flatMap({ NodeView($0).zone }) else { return }
            for service in services.objects() { queue.add(services.key(of: service)) }
        }
    }

    package var keys: [ObjectKey] { services.objects().map(services.key) }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        // The slices of a Service that is gone go with it, by their owner reference.
        guard let service = services.object(key), EndpointSlices.concerns(service) else { return nil }
        let nodes = context.informers[.nodes].objects().map(NodeView.init)
        let zones = nodes.reduce(into: [String: String]()) { $0[$1.name] = $1.zone }
        let present = context.informers[.endpointSlices].objects(in: key.namespace).filter {
            $0.labels[EndpointSlices.serviceLabel] == service.name && $0.labels[EndpointSlices.managerLabel] == EndpointSlices.manager
        }
        let slices = EndpointSlices(of: service, zones: zones)
        return try await context.performer.perform(
            slices.directives(pods: context.informers[.pods].objects(in: key.namespace), present: present))
    }
}
