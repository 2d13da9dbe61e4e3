package import AsyncHTTPClient

/// Reads the requests that the proxies counted, straight from them.
package struct MeshMetrics: Sendable {
    private let targets: [(proxy: MeshProxy, admin: EnvoyAdmin)]

    package init(settings: MeshSettings, http: HTTPClient) {
        targets = settings.proxies.map { ($0, EnvoyAdmin($0, http: http)) }
    }

    /// The counts as they are now. Each is since the start of its proxy, so that only differences per proxy mean something.
    package func snapshot() async -> MeshSnapshot {
        await withTaskGroup(of: (MeshProxy, String?).self) { group in
            for (proxy, admin) in targets { group.addTask { (proxy, try? await Self.read(admin)) } }
            var snapshot = MeshSnapshot()
            for await (proxy, text) in group {
                if let text {
                    snapshot.add(IstioMetrics.families(in: text, of: proxy), proxy: proxy.name)
                } else {
                    snapshot.silent.append(proxy.name)
                }
            }
            snapshot.silent.sort()
            return snapshot
        }
    }

    static func read(_ admin: EnvoyAdmin) async throws -> String {
        try await admin.get("/stats/prometheus?filter=\(IstioMetrics.filter.percentEncoded)")
    }
}
