import AsyncHTTPClient
import KubeModel
import MeshControl
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// What `souk up` does once the control plane runs: it applies the manifests, waits for pods and routes, fills the shop and says where
/// everything is. When it is told to stop it ends the pods while everything else still works.
struct ClusterOpening: Service {
    /// How long pods and routes may take until it gives up.
    private static let patience: Duration = .seconds(180)
    private static let interval: Duration = .milliseconds(50)

    let plane: ControlPlane
    let manifests: ManifestSource.Rendered
    let images: ImageFolder
    /// Whether pods of an earlier run go on.
    let isAdopting: Bool
    let catalogue: FirstCatalogue?
    let http: HTTPClient
    let began: ContinuousClock.Instant

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await open()
            } catch is CancellationError {
                return
            }
            try? await gracefulShutdown()
        }
        try Task.checkCancellation()
        say("Closing: every pod finishes what it has begun.")
        await plane.stopPods()
    }

    private func open() async throws {
        try await bringUpToDate()
        try await waitUntilReady()
        try await waitUntilServing()
        try await waitUntilReachable()
        try await catalogue?.fill()
        say(announcement)
    }

    /// What was changed since by hand, such as the weights of a release, stays unless the manifests themselves are other ones.
    private func bringUpToDate() async throws {
        let applied = AppliedManifests(home: plane.home)
        if applied.digest != manifests.digest {
            try await ManifestApplication(api: plane.store).apply(manifests.manifests)
            try applied.remember(manifests.digest)
            say("Applied \(manifests.manifests.count) objects.")
        }
        if isAdopting, images.isOwnStale { try await ImageRollout(api: plane.store).restart(image: "souk:\(ImageFolder.ownTag)") }
        images.noteOwnRolledOut()
    }

    private func waitUntilReady() async throws {
        let progress = ProgressLine()
        defer { progress.end() }
        let deadline = ContinuousClock.now + Self.patience
        var shown = ""
        while true {
            let readiness = try await readiness()
            if readiness.isComplete { return }
            if readiness.progress != shown {
                shown = readiness.progress
                progress.show(shown)
            }
            guard ContinuousClock.now < deadline else { throw CommandFailure(try await complaint(readiness)) }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func readiness() async throws -> Readiness {
        let store = plane.store
        let deployments = try await store.list(.deployments, namespace: ClusterSettings.namespace).items
        let routes =
            try await store.list(.virtualServices, namespace: ClusterSettings.namespace).items
            + store.list(.gateways, namespace: ClusterSettings.namespace).items
        return Readiness(deployments: deployments, routes: routes)
    }

    private func complaint(_ readiness: Readiness) async throws -> String {
        let pods = try await plane.store.list(.pods, namespace: ClusterSettings.namespace).items
        let lines = PodTroubles.lines(pods) + readiness.pendingRoutes
        return "The shop is not ready after \(Self.patience.components.seconds) s:\n  " + lines.joined(separator: "\n  ")
            + "\nSee `kubectl --kubeconfig \(plane.home.kubeconfig) describe pods` and `… logs POD`."
    }

    /// The way through the edge: a proxy that has its routes may still be about to learn where the pods are.
    private func waitUntilServing() async throws {
        let url = "\(plane.settings.url)/api/products?limit=1"
        let deadline = ContinuousClock.now + .seconds(15)
        var last = "no answer"
        while ContinuousClock.now < deadline {
            do {
                let response = try await http.execute(HTTPClientRequest(url: url), timeout: .seconds(2))
                _ = try await response.body.collect(upTo: 1024 * 1024)
                if response.status == .ok { return }
                last = "status \(response.status.code)"
            } catch let error as CancellationError {
                throw error
            } catch {
                last = "\(error)"
            }
            try await Task.sleep(for: Self.interval)
        }
        throw CommandFailure("All pods are ready, and yet \(url) does not answer: \(last).")
    }

    /// Every proxy checks the pods for itself, and some are done sooner than others. One that is never done must not keep the shop closed.
    private func waitUntilReachable() async throws {
        let services = Set(
            try await plane.store.list(.deployments, namespace: ClusterSettings.namespace).items
                .filter { $0.status["readyReplicas"].int ?? 0 > 0 }.compactMap { $0.labels["app"] })
        let deadline = ContinuousClock.now + .seconds(5)
        for proxy in plane.settings.mesh.proxies {
            let admin = EnvoyAdmin(proxy, http: http)
            while true {
                let health = await admin.clusterHealth()
                if let health, health.silent.isEmpty, !services.contains(where: health.isMissing) { break }
                guard ContinuousClock.now < deadline else {
                    say(
                        "The proxy \(proxy.name) does not reach every service yet: \(health?.silent.joined(separator: ", ") ?? "no answer")"
                    )
                    break
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    private var announcement: String {
        let (home, settings) = (plane.home, plane.settings)
        return """

              The shop is open      \(settings.url)   (after \(began.duration(to: .now).inSeconds) s)
              API                   \(settings.url)/api/products
              Metrics               \(settings.metricsURL)
              kubectl               export KUBECONFIG=\(home.kubeconfig)
              Admin token           \(home.adminToken)

              Ctrl-C closes it; nothing in flight is dropped.

            """
    }
}

extension Duration {
    /// `4.2`
    fileprivate var inSeconds: String {
        let tenths = (components.seconds * 10) + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
