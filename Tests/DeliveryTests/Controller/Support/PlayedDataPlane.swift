import KubeModel

/// Plays what stands behind the API: Deployments get their pods, pods become ready, and the mesh confirms routes. It notes every state of
/// the route, and every state in which requests would have been lost.
actor PlayedDataPlane {
    private let api: any ObjectAPI
    /// Versions whose pods never become ready.
    private var unready: Set<String> = []
    private var isMeshStalled = false
    private(set) var writes: [RouteWrite] = []
    private(set) var violations: [String] = []
    private(set) var shares: [String: Int] = ["v1": 100]
    private var confirmed: KubeObject?

    init(api: any ObjectAPI) { self.api = api }

    func setUnready(_ version: String) { unready.insert(version) }

    /// Holds all confirmations back, and lets them go on.
    func stallMesh(_ isStalled: Bool) async throws {
        isMeshStalled = isStalled
        if !isStalled { try await confirm(try await api.get(PlayedShop.key(.virtualServices, PlayedShop.service))) }
    }

    /// Until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await update in ObjectStream(.deployments, namespace: PlayedShop.namespace, of: self.api) {
                    for deployment in update.objects { await self.follow(deployment) }
                }
            }
            group.addTask {
                for await update in ObjectStream(.virtualServices, namespace: PlayedShop.namespace, of: self.api) {
                    for route in update.objects { await self.follow(route: route) }
                }
            }
        }
    }

    /// The pods of a version that are ready.
    func ready(_ version: String) async throws -> Int {
        try await pods(version).count { $0.isTrue("Ready") && !$0.isTerminating }
    }

    /// Lets the containers of all pods of a version crash, or as many as there are.
    func crash(_ version: String) async throws {
        for pod in try await pods(version) {
            let key = PlayedShop.key(.pods, pod.name)
            let restarts = (pod.status["containerStatuses"][0]["restartCount"].int ?? 0) + 1
            let container: JSON = [
                "name": "web", "restartCount": .integer(restarts), "image": "web:1", "imageID": "", "ready": true,
                "state": ["running": [:]], "lastState": ["terminated": ["exitCode": 134, "reason": "Error"]],
            ]
            try await api.patch(key, .merge(["status": ["containerStatuses": [container]]]), subresource: .status)
        }
    }

    /// Lets all present pods of a version fail their readiness probe, or pass it again.
    func setReady(_ version: String, _ isReady: Bool) async throws {
        let ready: JSON = ["type": "Ready", "status": isReady ? "True" : "False"]
        for pod in try await pods(version) {
            let key = PlayedShop.key(.pods, pod.name)
            try await api.patch(key, .merge(["status": ["conditions": [ready]]]), subresource: .status)
        }
    }

    private func pods(_ version: String) async throws -> [KubeObject] {
        let labels = LabelSelector(matching: ["app": PlayedShop.service, "version": version])
        return try await api.list(.pods, namespace: PlayedShop.namespace, selector: ObjectSelector(labels: labels)).items
    }
}

extension PlayedDataPlane {
    private func follow(_ deployment: KubeObject) async {
        guard let version = deployment.labels["version"], let pods = try? await pods(version) else { return }
        let wanted = deployment.spec["replicas"].int ?? 1
        if wanted == 0, (shares[version] ?? 0) > 0 { violations.append("\(version) has no pods and \(shares[version] ?? 0) %") }
        for index in pods.count..<max(wanted, pods.count) { await add(index, to: deployment, version) }
        for pod in pods.dropFirst(wanted) {
            _ = try? await api.delete(PlayedShop.key(.pods, pod.name), DeleteOptions(gracePeriodSeconds: 0))
        }
    }

    private func add(_ index: Int, to deployment: KubeObject, _ version: String) async {
        var pod = KubeObject(
            .pods, namespace: PlayedShop.namespace, name: "\(deployment.name)-\(index)", labels: ["app": "web", "version": version])
        pod["spec"] = deployment.spec["template"]["spec"]
        _ = try? await api.create(pod, as: .pods)
        guard !unready.contains(version) else { return }
        let ready: JSON = ["type": "Ready", "status": "True"]
        let container: JSON = [
            "name": "web", "restartCount": 0, "image": "web:1", "imageID": "", "ready": true, "state": ["running": [:]], "lastState": [:],
        ]
        let status: JSON = ["phase": "Running", "conditions": [ready], "containerStatuses": [container]]
        _ = try? await api.patch(PlayedShop.key(.pods, pod.name), .merge(["status": status]), subresource: .status)
    }

    private func follow(route: KubeObject) async {
        let write = RouteWrite(route)
        if writes.last != write {
            writes.append(write)
            // Before the first release the service only opens.
            if write.intent != nil { await check(route) }
        }
        if !isMeshStalled { try? await confirm(route) }
    }

    /// Whoever gets requests has pods that can take them.
    private func check(_ route: KubeObject) async {
        for version in ["v1", "v2", "v3"] {
            let weight = RouteWrite.weight(of: version, in: route)
            guard weight > 0, let ready = try? await ready(version), ready == 0 else { continue }
            violations.append("\(version) gets \(weight) % and has no ready pod")
        }
    }

    /// The proxies work by the route from here on, and the API is told.
    private func confirm(_ route: KubeObject) async throws {
        shares = Dictionary(uniqueKeysWithValues: ["v1", "v2", "v3"].map { ($0, RouteWrite.weight(of: $0, in: route)) })
        let condition = route.condition("Reconciled")
        guard condition["observedGeneration"].int != route.generation else { return }
        let now: JSON = [
            "type": "Reconciled", "status": "True", "reason": "Accepted", "message": "", "observedGeneration": .integer(route.generation),
        ]
        let key = PlayedShop.key(.virtualServices, route.name)
        try await api.patch(key, .merge(["status": ["conditions": [now]]]), subresource: .status, manager: "mesh")
    }
}

extension ObjectUpdate {
    /// All that it tells of.
    fileprivate var objects: [KubeObject] {
        switch self {
        case .synced(let list): list.items
        case .changed(let object): [object]
        case .deleted, .interrupted, .resumed: []
        }
    }
}
