import AsyncHTTPClient
import Foundation
import KubeModel
import Logging
import MeshControl
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import TestKit
import Testing

/// A mesh with real proxies, in front of little servers.
final class LiveMesh: Sendable {
    let api = MemoryAPI()
    let shop: Shop
    let settings: MeshSettings
    let folder: String
    let http: HTTPClient
    let envoy: String

    private init(folder: String, zones: Int, hasEdge: Bool, http: HTTPClient) throws {
        shop = Shop(base: LiveEnvoy.freshBase())
        var settings = shop.settings()
        settings.proxies = settings.proxies.filter { $0.isEdge ? hasEdge : Shop.zones.prefix(zones).contains($0.name) }
        self.settings = settings
        self.folder = folder
        self.http = http
        envoy = try #require(LiveEnvoy.path)
    }

    /// Runs `body` with a mesh whose proxies have `objects`, and ends everything afterwards.
    static func with(
        zones: Int = 1, hasEdge: Bool = false, backends: (Shop) -> [Backend] = { _ in [] }, objects: (Shop) -> [KubeObject],
        _ body: @escaping @Sendable (LiveMesh, [Backend]) async throws -> Void
    ) async throws {
        try await stopped(zones: zones, hasEdge: hasEdge, backends: backends, objects: objects) { mesh, backends in
            try await mesh.running { try await body(mesh, backends) }
        }
    }

    /// The same before its control plane is started.
    static func stopped(
        zones: Int = 1, hasEdge: Bool = false, backends: (Shop) -> [Backend], objects: (Shop) -> [KubeObject],
        _ body: @escaping @Sendable (LiveMesh, [Backend]) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(2)))
            configuration.connectionPool.idleTimeout = .seconds(30)
            let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let mesh = try LiveMesh(folder: folder, zones: zones, hasEdge: hasEdge, http: http)
            mesh.api.put(objects(mesh.shop))
            let backends = backends(mesh.shop)
            do {
                try await running(backends.map { $0.application() }) { try await body(mesh, backends) }
            } catch {
                Issue.record(error, "\(mesh.logs)")
            }
            try await MeshController.stopProxies(settings: mesh.settings, folder: folder)
            try await http.shutdown()
        }
    }

    /// Runs a control plane for the time of `body`; the proxies go on after it.
    func running(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let controller = MeshController(settings: settings, api: api, folder: folder, envoy: envoy, http: http, logger: Self.logger)
        try await Self.running([controller]) {
            try await self.eventuallyReady()
            try await body()
        }
    }

    private static let logger = Logger(label: "mesh") { label -> any LogHandler in
        let isVerbose = ProcessInfo.processInfo.environment["SOUK_TEST_LOG"] != nil
        return isVerbose ? StreamLogHandler.standardError(label: label) : SwiftLogNoOpLogHandler()
    }

    /// Runs services for the time of `body`.
    static func running(_ services: [any Service], _ body: @escaping @Sendable () async throws -> Void) async throws {
        let group = ServiceGroup(services: services, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func eventuallyReady() async throws {
        for proxy in settings.proxies {
            let admin = EnvoyAdmin(proxy, http: http)
            try await eventually(within: .seconds(30)) {
                guard (try? await admin.get("/ready")) != nil else { return false }
                return await admin.configurationStats()?.versions[.listeners] != nil
            }
        }
    }

    /// What the objects' status says and the proxies logged, for a failure's message.
    var logs: String {
        let objects = MeshState.routingTypes.flatMap(api.objects).map { "\($0.kind)/\($0.name): \($0.status.text)" }
        let proxies = settings.proxies.map { proxy in
            let path = MeshController.folder(of: proxy, in: folder).log
            return "\(proxy.name): " + ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").suffix(2_000)
        }
        return (objects + proxies).joined(separator: "\n")
    }

    func proxy(_ name: String) throws -> MeshProxy { try #require(settings.proxies.first { $0.name == name }) }

    /// The condition `Reconciled` of an object.
    func condition(_ type: ResourceType, _ name: String = "product-service") -> JSON {
        let object = api.object(ObjectKey(type, namespace: Shop.namespace, name: name))
        let conditions = object?.status["conditions"].elements ?? []
        return conditions.first { $0["type"].string == "Reconciled" } ?? .null
    }

    /// Waits until the object's present generation is in force everywhere.
    func reconciled(_ type: ResourceType, _ name: String = "product-service") async throws {
        let key = ObjectKey(type, namespace: Shop.namespace, name: name)
        try await eventually {
            let condition = condition(type, name)
            return condition["status"].string == "True" && condition["observedGeneration"].int == api.object(key)?.generation
        }
    }

    /// Puts a VirtualService or the like, and waits until it is in force.
    func apply(_ object: KubeObject) async throws {
        let type = try #require(MeshState.routingTypes.first { $0.kind == object.kind })
        api.put(object, as: type)
        try await reconciled(type, object.name)
    }

    struct Answer: Sendable {
        let status: Int
        let body: String
        let headers: [String: String]
    }

    /// One request to a service through a zone's proxy, or to the edge.
    func get(
        _ host: String = "product-service", _ path: String = "/", zone: String = "zone-a", method: String = "GET",
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let proxy = try proxy(zone)
        var request = HTTPClientRequest(url: "http://\(proxy.address):\(proxy.isEdge ? 8_080 : proxy.port)\(path)")
        request.method = .init(rawValue: method)
        request.headers.add(name: "host", value: host)
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await http.execute(request, timeout: .seconds(15))
        let body = try await response.body.collect(upTo: 1 << 20)
        let fields = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
        return Answer(status: Int(response.status.code), body: String(buffer: body), headers: fields)
    }

    /// One request to a server without the mesh.
    func direct(_ backend: Backend) async throws -> String {
        let response = try await http.execute(HTTPClientRequest(url: "http://\(backend.address):\(backend.port)/"), timeout: .seconds(15))
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    /// Waits for the first answer of 200 to a GET.
    func served(_ host: String = "product-service", zone: String = "zone-a") async throws {
        try await eventually(within: .seconds(20)) { try await self.get(host, zone: zone).status == 200 }
    }
}
