import Configuration
import KubeModel
import MeshControl
import ServiceKit
import Testing

/// Pitfalls 3 and 4, as far as they are settled by numbers in the manifests: what the mesh, the kubelet and a service are each told has to
/// agree.
@Suite("The life of a shipped pod and its connections")
struct ShippedLifecycleTests {
    /// One Deployment of a service, and what its process reads of the environment that it is given.
    private struct Shape {
        let name: String
        let app: String
        let grace: Duration
        let preStop: Duration
        /// Whether Istio is told to make the proxy a sidecar in the sense of Kubernetes, which ends after the containers.
        let isOutlivedByItsProxy: Bool
        let settings: HostSettings
    }

    /// The services' Deployments, those of the examples too.
    private static func shapes() throws -> [Shape] {
        let base = try Shipped.base.get()
        let objects = try base + Shipped.objects(under: "examples")
        return try objects.compactMap { object in
            let container = object["spec", "template", "spec", "containers"][0]
            guard object.kind == "Deployment", container["args"][0] == "serve", let app = object.labels["app"] else { return nil }
            let maps = container["envFrom"].elements.compactMap { $0["configMapRef"]["name"].string }
            let variables = base.filter { $0.kind == "ConfigMap" && maps.contains($0.name) }.map { $0["data"].strings }
            let provider = EnvironmentVariablesProvider(environmentVariables: variables.reduce(into: [:]) { $0.merge($1) { $1 } })
            return Shape(
                name: object.name, app: app,
                grace: .seconds(object["spec", "template", "spec", "terminationGracePeriodSeconds"].int ?? 30),
                preStop: .seconds(container["lifecycle"]["preStop"]["sleep"]["seconds"].int ?? 0),
                isOutlivedByItsProxy: object[
                    "spec", "template", "metadata", "annotations", "sidecar.istio.io/nativeSidecar"] == "true",
                settings: try HostSettings(reader: ConfigReader(provider: provider)))
        }
    }

    /// A duration as Envoy writes it, such as `60s`.
    private static func duration(_ json: JSON) -> Duration? {
        json.string.flatMap { $0.hasSuffix("s") ? Double($0.dropLast()) : nil }.map { .seconds($0) }
    }

    /// Every route of every proxy, with the virtual host that it is in.
    private static func routes(_ translation: MeshTranslation) -> [(host: String, route: JSON)] {
        translation.resources.values.flatMap(\.routes.values).flatMap { $0["virtual_hosts"].elements }.flatMap { host in
            host["routes"].elements.map { (host["name"].string ?? "", $0) }
        }
    }

    /// Pitfall 3. An import takes as long as its file is and may be sent again; it is the one thing that is not waited for.
    @Test func theGraceCoversPreStopDrainAndTheLongestRequest() throws {
        let shapes = try Self.shapes()
        #expect(shapes.count >= 5)
        let routes = Self.routes(Shipped.translate(try Shipped.base.get()))
        for shape in shapes {
            let timeouts = routes.filter { $0.host.hasPrefix("\(shape.app).") && $0.route["name"] != "imports" }
                .compactMap { Self.duration($0.route["route"]["timeout"]) }
            let longest = max(timeouts.max() ?? .zero, shape.settings.requestTimeout)
            let needed = shape.preStop + shape.settings.drainDelay + longest
            #expect(shape.grace > needed, "\(shape.name): \(shape.grace) for \(needed)")
        }
    }

    /// Pitfall 3. What is in flight has its proxy to the end.
    @Test func theProxyOutlivesTheService() throws {
        for shape in try Self.shapes() { #expect(shape.isOutlivedByItsProxy, "\(shape.name)") }
    }

    /// Pitfall 3. The mesh and the readiness probe hear of the end before the process stops accepting.
    @Test func everyPodGoesOnAcceptingWhileTheMeshHearsThatItLeaves() throws {
        for shape in try Self.shapes() {
            #expect(shape.preStop >= .seconds(2), "\(shape.name) ends before the endpoints are known")
            #expect(shape.settings.drainDelay >= .seconds(1), "\(shape.name) does not tell its clients to go elsewhere")
        }
    }

    /// Pitfall 4. A request never meets a connection that the service is just about to close.
    @Test func idleConnectionsEndAtTheProxyFirst() throws {
        let shortest = try #require(try Self.shapes().map(\.settings.idleTimeout).min())
        var clusters = 0
        for (proxy, resources) in Shipped.translate(try Shipped.base.get()).resources {
            for (name, cluster) in resources.clusters where name.contains(".\(Shop.namespace).") {
                let idle = Self.duration(cluster.at("$http.common_http_protocol_options.idle_timeout"))
                #expect(idle.map { $0 > .zero && $0 + .seconds(5) <= shortest } == true, "\(proxy), \(name): \(String(describing: idle))")
                clusters += 1
            }
        }
        #expect(clusters >= 12)
        #expect(Shop().settings().idleTimeout + .seconds(5) <= shortest, "where no rule says anything")
    }

    /// Pitfall 4. What may write is sent again only when the first try surely reached nobody.
    @Test(arguments: ["base", "examples"])
    func whatWritesIsNeverRepeatedBlindly(_ folder: String) throws {
        let unsent: Set<Substring> = ["connect-failure", "refused-stream", "unavailable", "cancelled"]
        let examples = try Shipped.objects(under: folder).filter { $0.kind == "VirtualService" }
        var writes = 0
        for example in examples {
            let others = try Shipped.base.get().filter { $0.kind != example.kind || $0.name != example.name }
            for (host, route) in Self.routes(Shipped.translate(others + [example])) where !Self.isOnlyForReads(route) {
                let conditions = route["route"]["retry_policy"]["retry_on"].string ?? ""
                let blind = Set(conditions.split(separator: ",")).subtracting(unsent)
                #expect(blind.isEmpty, "\(host), \(route["name"]) repeats on \(blind.sorted())")
                writes += 1
            }
        }
        #expect(writes >= examples.count && !examples.isEmpty)
    }

    private static func isOnlyForReads(_ route: JSON) -> Bool {
        let method = route["match"]["headers"].elements.first { $0["name"] == ":method" }?["string_match"]
        let names = method?["exact"].string ?? method?["safe_regex"]["regex"].string
        return names.map { Set($0.split(separator: "|")).isSubset(of: ["GET", "HEAD"]) } ?? false
    }
}
