import KubeControllers
import KubeModel
import TestKit

/// A cluster in miniature: one Deployment, its ReplicaSets and pods, on which the real decisions act and in which time passes by hand.
struct SmallWorld {
    var deployment: KubeObject
    var sets: [String: KubeObject] = [:]
    var pods: [String: KubeObject] = [:]
    var now = Samples.start
    var events: [EventNote] = []
    private var random: SeededGenerator
    private var lastUID = 0

    init(_ deployment: KubeObject, seed: UInt64) {
        self.deployment = deployment
        random = SeededGenerator(seed: seed)
    }

    var wanted: DeploymentView { DeploymentView(deployment) }
    var activePods: [PodView] { pods.values.map(PodView.init).filter(\.isActive) }
    var availablePods: Int { activePods.filter { $0.isAvailable(minReadySeconds: wanted.minReadySeconds, at: now) }.count }
    /// The sum of what all ReplicaSets want.
    var totalWanted: Int { sets.values.reduce(0) { $0 + ($1["spec", "replicas"].int ?? 0) } }

    /// The ReplicaSet with the present template.
    var newSet: KubeObject? { sets.values.first { PodTemplate.areEqual($0["spec", "template"], wanted.template) } }

    mutating func deploymentPass() {
        perform(DeploymentPass.directives(for: deployment, sets: Array(sets.values), pods: Array(pods.values), at: now))
    }

    mutating func setPass(_ name: String) {
        guard let set = sets[name] else { return }
        let owned = pods.values.filter { $0.controller?.uid == set.uid }
        let pass = ReplicaSetPass(set, pods: owned, at: now)
        switch pass.plan(siblings: Array(pods.values), using: &random) {
        case .nothing: break
        case .create(let fresh): for pod in fresh { create(pod) }
        case .delete(let doomed): for pod in doomed { remove(pod) }
        }
        if let set = sets[name] {
            perform(ReplicaSetPass(set, pods: pods.values.filter { $0.controller?.uid == set.uid }, at: now).statusDirectives())
        }
    }

    /// Everything the controllers would do by themselves, with every pod coming up, until nothing changes any more.
    /// Throws ``Restless`` when it does not come to rest.
    mutating func settle() throws {
        for _ in 0..<400 {
            let before = (deployment, sets, pods)
            deploymentPass()
            for name in sets.keys.sorted() { setPass(name) }
            for name in pods.keys.sorted() { setReady(name, true) }
            now = now + .seconds(1 + wanted.minReadySeconds)
            if before == (deployment, sets, pods) { return }
        }
        throw Restless()
    }

    /// Changes a pod's readiness. A pod that is ready already keeps its time.
    mutating func setReady(_ name: String, _ isReady: Bool) {
        guard let pod = pods[name], PodView(pod).isReady != isReady else { return }
        pods[name]?.status = [
            "phase": "Running",
            "conditions": [["type": "Ready", "status": isReady ? "True" : "False", "lastTransitionTime": .string(now.text)]],
        ]
    }

    mutating func changeSpec(_ body: (inout KubeObject) -> Void) {
        body(&deployment)
        deployment["metadata", "generation"] = .integer(deployment.generation + 1)
    }

    private mutating func perform(_ directives: [Directive]) {
        for directive in directives {
            switch directive {
            case .create(let set, _): create(set)
            case .update(let set, _):
                var written = set
                if sets[set.name]?.spec != set.spec { written["metadata", "generation"] = .integer(set.generation + 1) }
                sets[set.name] = written
            case .updateStatus(let object, let type):
                if type == .deployments { deployment.status = object.status } else { sets[object.name]?.status = object.status }
            case .patch(_, .merge(let patch), _):
                let annotations = patch[path: ["metadata", "annotations"]].strings
                deployment.annotations = deployment.annotations.merging(annotations) { $1 }
            case .delete(let key, _): sets[key.name] = nil
            case .record(let note): events.append(note)
            case .requeue, .patch: break
            }
        }
    }

    private mutating func create(_ object: KubeObject) {
        lastUID += 1
        var created = object
        created["metadata", "uid"] = .string("uid-\(lastUID)")
        created["metadata", "creationTimestamp"] = .string(now.text)
        created["metadata", "generation"] = 1
        if object.kind == "ReplicaSet" { sets[object.name] = created } else { pods[object.name] = created }
    }

    /// A pod that is deleted ends at once: its process is nothing that these decisions wait for.
    private mutating func remove(_ pod: KubeObject) { pods[pod.name] = nil }
}

/// A small world in which something goes on changing for ever.
struct Restless: Error {}
