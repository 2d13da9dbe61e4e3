import KubeControllers
package import KubeModel

/// Keeps the ReplicaSets of each Deployment as its rollout wants them.
package struct DeploymentController: Reconciler {
    package let name = "deployment"
    private let context: ControllerContext
    private let queue: WorkQueue<ObjectKey>
    private let deployments: Informer

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        self.context = context
        self.queue = queue
        deployments = context.informers[.deployments]
        deployments.onChange { [deployments] change in
            if let object = change.either { queue.add(deployments.key(of: object)) }
        }
        context.informers[.replicaSets].onChange { change in
            for set in change.both { Self.enqueueOwners(of: set, context, queue) }
        }
        // Pods matter to a Deployment only when it waits for the last of them to end.
        context.informers[.pods].onChange { change in
            guard let pod = change.either, change.new == nil || PodView(pod).isFinished,
                let set = context.controller(of: pod, .replicaSets)
            else { return }
            Self.enqueueOwners(of: set, context, queue)
        }
    }

    package var keys: [ObjectKey] { deployments.objects().map(deployments.key) }

    /// The Deployment that controls the set; for one without a controller all that might adopt it.
    private static func enqueueOwners(of set: KubeObject, _ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        let deployments = context.informers[.deployments]
        guard let reference = set.controller else {
            for deployment in deployments.objects(in: set.namespace) {
                if DeploymentView(deployment).selector?.matches(set.labels) == true { queue.add(deployments.key(of: deployment)) }
            }
            return
        }
        if reference.kind == "Deployment" { queue.add(ObjectKey(.deployments, namespace: set.namespace, name: reference.name)) }
    }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let deployment = deployments.object(key) else { return nil }
        let claims = Claims(
            of: deployment, selector: DeploymentView(deployment).selector,
            among: context.informers[.replicaSets].objects(in: key.namespace),
            type: .replicaSets)
        guard claims.directives.isEmpty else { return try await context.performer.perform(claims.directives) }
        let uids = Set(claims.owned.map(\.uid))
        let pods = context.informers[.pods].objects(in: key.namespace).filter { uids.contains($0.controller?.uid ?? "") }
        let directives = DeploymentPass.directives(for: deployment, sets: claims.owned, pods: pods, at: context.now())
        do throws(StatusError) {
            return try await context.performer.perform(directives)
        } catch {
            guard case .create(let set, _)? = directives.first(where: \.isCreation) else { throw error }
            try await recover(deployment, wanting: set, from: error)
            throw error
        }
    }

    /// Finds out why the new ReplicaSet could not be created, so that the next try may succeed.
    private func recover(_ deployment: KubeObject, wanting set: KubeObject, from error: StatusError) async throws(StatusError) {
        guard error.reason != .conflict, !error.isMoot else { return }
        guard error.reason == .alreadyExists else {
            try await context.performer.perform(DeploymentPass.refused(deployment, error, at: context.now()))
            return
        }
        let present = try await context.api.get(ObjectKey(.replicaSets, namespace: set.namespace, name: set.name))
        guard !DeploymentPass.isWanted(present, insteadOf: set) else { return }
        try await context.performer.perform([DeploymentPass.collided(deployment)])
    }
}

extension Directive {
    fileprivate var isCreation: Bool {
        if case .create = self { true } else { false }
    }
}
