package import AsyncHTTPClient
import HTTPTypes
import Hummingbird
package import KubeModel
package import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// One place to scrape for everything: the requests as the proxies counted them, under Istio's names, the metrics of each pod that asks for
/// it by its annotations, and `up` for every target.
package struct MetricsGateway: Service {
    /// A target that takes longer is not up, and does not keep the others waiting.
    private static let patience: Duration = .seconds(2)
    /// The most that one target may tell, in bytes.
    private static let answerLimit = 8 * 1_024 * 1_024

    private let settings: MeshSettings
    private let api: any ObjectAPI
    private let address: String
    private let port: Int
    private let http: HTTPClient
    private let logger: Logger

    /// - Parameters:
    ///   - address: A loopback address.
    ///   - port: Where `/metrics` is served.
    package init(settings: MeshSettings, api: any ObjectAPI, address: String, port: Int, http: HTTPClient, logger: Logger) {
        self.settings = settings
        self.api = api
        self.address = address
        self.port = port
        self.http = http
        self.logger = logger
    }

    package func run() async throws {
        let router = Router()
        router.get("/metrics") { _, _ in try await self.answer() }
        let application = Application(
            router: router, configuration: .init(address: .hostname(address, port: port)), logger: logger)
        try await application.run()
    }

    private func answer() async throws -> Response {
        let collection = try await collect()
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody { writer in
                for piece in collection.pieces { try await writer.write(ByteBuffer(string: piece)) }
                try await writer.finish(nil)
            })
    }

    /// Asks every target at the same time.
    package func collect() async throws -> MetricsCollection {
        let pods = try await podTargets()
        return await withTaskGroup(of: ([String: PrometheusFamily]?, [String: String]).self) { group in
            for proxy in settings.proxies {
                let admin = EnvoyAdmin(proxy, http: http, timeout: Self.patience)
                group.addTask {
                    let text = try? await MeshMetrics.read(admin)
                    return (text.map { IstioMetrics.families(in: $0, of: proxy) }, ["job": "envoy", "proxy": proxy.name])
                }
            }
            for target in pods {
                group.addTask { (await self.scrape(target), target.labels.merging(["job": "pods"]) { $1 }) }
            }
            var collection = MetricsCollection()
            for await (families, labels) in group { collection.add(families, of: labels) }
            return collection
        }
    }

    private func podTargets() async throws(StatusError) -> [ScrapeTarget] {
        let services = try await api.list(.services).items
        let nodes = try await api.list(.nodes).items
        let zones = Dictionary(nodes.map { ($0.name, $0.labels["topology.kubernetes.io/zone"] ?? "") }) { $1 }
        return try await api.list(.pods).items.compactMap { ScrapeTarget($0, services: services, zones: zones) }
    }

    private func scrape(_ target: ScrapeTarget) async -> [String: PrometheusFamily]? {
        let (seconds, _) = Self.patience.components
        do {
            let response = try await http.execute(HTTPClientRequest(url: target.url), timeout: .seconds(seconds))
            guard response.status == .ok else { return nil }
            let body = try await response.body.collect(upTo: Self.answerLimit)
            return target.labelled(PrometheusText.families(in: String(buffer: body)))
        } catch {
            logger.debug("Target cannot be scraped", metadata: ["url": "\(target.url)", "error": "\(error)"])
            return nil
        }
    }
}
