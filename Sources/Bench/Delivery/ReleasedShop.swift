import Foundation
import KubeClient
import KubeModel
import LoadGenerator

/// A shop of `souk up` in which versions are released while visitors come.
struct ReleasedShop: Sendable {
    static let namespace = MeasuredCluster.namespace
    private static let stock = 10_000_000

    let cluster: MeasuredCluster
    let api: KubeClient
    let folder: String

    private var url: String { "http://127.0.0.1:\(cluster.port)" }

    /// Opens a shop that has enough of everything and whose pods nobody but releases adds or takes.
    static func withShop<Result>(catalogue: String, in folder: String, _ body: (ReleasedShop) async throws -> Result) async throws -> Result
    {
        try await MeasuredCluster.withCluster(catalogue: catalogue, in: folder) { cluster in
            try await MeasuredCluster.waitUntilOpen(cluster.start())
            return try await cluster.withAPI { api in
                let shop = ReleasedShop(cluster: cluster, api: api, folder: folder)
                try await shop.prepare()
                return try await body(shop)
            }
        }
    }

    private func prepare() async throws {
        for scaler in try await api.list(.horizontalPodAutoscalers, namespace: Self.namespace).items {
            try await api.delete(ObjectKey(.horizontalPodAutoscalers, namespace: scaler.namespace, name: scaler.name))
        }
        let token = try String(contentsOfFile: cluster.home + "/admin.token", encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let sale = ShopAPI(url: url, adminToken: token)
        for sku in try await sale.skus(of: try await sale.handles(limit: 100)) { try await sale.stockUp(sku, to: Self.stock) }
    }

    /// Lets no proxy repeat a request.
    func switchRetriesOff() async throws {
        for route in try await api.list(.virtualServices, namespace: Self.namespace).items {
            let routes = route.spec["http"].elements.map { route -> JSON in
                var route = route
                route["retries"] = ["attempts": 0]
                return route
            }
            try await api.patch(
                ObjectKey(.virtualServices, namespace: route.namespace, name: route.name), .merge(["spec": ["http": .array(routes)]]),
                manager: "souk-bench")
        }
    }

    /// Calls `body` while visitors come, each of whose requests is judged alone, and returns what became of them too.
    /// - Parameter seconds: How long they come at most; with nil `body` decides.
    func underLoad<Result>(
        rate: Double, seconds: Int?, _ body: () async throws -> Result
    ) async throws -> (result: Result, load: LoadResult) {
        let log = "\(folder)/load-\(UUID().uuidString).log"
        let arguments = ["load", "--url", url, "--rate", "\(rate)", "--duration", "\(seconds ?? 7_200)s", "--once", "--json"]
        return try await ChildProcess.withProcess(try SoukProgram.path(), arguments, log: log) { process in
            // Before, the catalogue is read, which a bad version could spoil.
            try await process.waitUntil("visitors come", within: .seconds(30)) { process.output.contains(" started ") }
            let result = try await body()
            if seconds == nil { kill(process.pid, SIGINT) }
            let deadline = ContinuousClock.now + .seconds((seconds ?? 0) + 120)
            while process.poll() == nil {
                guard ContinuousClock.now < deadline else { throw BenchFailure("souk load does not end: \(process.output.suffix(2_000))") }
                try await Task.sleep(for: .milliseconds(50))
            }
            guard let line = process.output.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
                throw BenchFailure("souk load has no result: \(process.output.suffix(2_000))")
            }
            return (result, try JSONDecoder().decode(LoadResult.self, from: Data(line.utf8)))
        }
    }

    /// `souk release` to its end. Returns the Release as it is then.
    func release(_ service: String, image: String, _ options: [String]) async throws -> KubeObject {
        let before = Set(try await releases(of: service).map(\.uid))
        let (_, output) = try await souk(["release", service, "--image", image] + options)
        guard let made = try await releases(of: service).first(where: { !before.contains($0.uid) }) else {
            throw BenchFailure("souk release \(service) made none: \(output.suffix(2_000))")
        }
        return made
    }

    /// `souk release undo`, to its end.
    func undo(_ service: String) async throws {
        let (succeeded, output) = try await souk(["release", "undo", service])
        guard succeeded else { throw BenchFailure("souk release undo \(service) failed: \(output.suffix(2_000))") }
    }

    /// `souk config apply`, to its end, which has to be as expected. Returns what it printed.
    @discardableResult
    func configure(_ service: String, _ options: [String], succeeds: Bool = true) async throws -> String {
        let (succeeded, output) = try await souk(["config", "apply", service] + options)
        guard succeeded == succeeds else {
            throw BenchFailure("souk config apply \(service) \(succeeded ? "succeeded" : "failed"): \(output.suffix(2_000))")
        }
        return output
    }

    private func souk(_ arguments: [String]) async throws -> (succeeded: Bool, output: String) {
        let log = "\(folder)/souk-\(UUID().uuidString).log"
        return try await ChildProcess.withProcess(
            try SoukProgram.path(), arguments + ["--home", cluster.home], log: log
        ) { process in
            while true {
                if let status = process.poll() { return (status == 0, process.output) }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    func releases(of service: String) async throws -> [KubeObject] {
        try await api.list(.releases, namespace: Self.namespace).items.filter { $0.spec["service"].string == service }
    }

    /// Calls `body` while the route of a service is watched.
    func watching<Result: Sendable>(_ service: String, _ body: (RouteWatch) async throws -> Result) async throws -> Result {
        let watch = RouteWatch(service, api)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watch.run() }
            defer { group.cancelAll() }
            return try await body(watch)
        }
    }
}
