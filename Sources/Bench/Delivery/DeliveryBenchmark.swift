import Foundation

/// Everything that is promised of releases and rollouts, each on a shop of its own under load.
struct DeliveryBenchmark: Sendable {
    let plan: DeliveryPlan
    let folder: String

    func run() async throws -> DeliveryReport {
        var report = DeliveryReport(conditions: Conditions.now(), plan: plan)
        for part in plan.parts {
            switch part {
            case .simulation:
                report.simulation = try await SimulationBenchmark(releases: plan.simulated, traffic: plan.traffic).run()
            case .good:
                for hasRetries in [false, true] {
                    report.good.append(
                        try await onShop("good-\(hasRetries)") { try await GoodReleases(shop: $0, plan: plan).run(hasRetries: hasRetries) })
                }
            case .bad:
                report.figures += try await onShop("bad") { try await BadReleases(shop: $0, plan: plan).run() }
            case .crash:
                report.figures += try await onShop("crash") { try await CrashingReleases(shop: $0, plan: plan).run() }
            case .resume:
                report.figures += try await onShop("resume") { try await KilledControllers(shop: $0, plan: plan).run() }
            case .config:
                report.figures += try await onShop("config") { shop in
                    progress("delivery: changes of a ConfigMap")
                    let pods = try await ClusterAddresses(network: shop.cluster.network).pods(of: "product-service", shop.api)
                    return try await ConfigBenchmark(api: shop.api, pods: pods).run()
                }
            case .harm:
                report.figures += try await onShop("harm") { try await HarmfulConfigs(shop: $0, plan: plan).run() }
            }
        }
        return report
    }

    private func onShop<Result>(_ name: String, _ body: (ReleasedShop) async throws -> Result) async throws -> Result {
        try await ReleasedShop.withShop(catalogue: plan.catalogue, in: "\(folder)/\(name)", body)
    }
}
