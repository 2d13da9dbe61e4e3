import Foundation
import ReleaseEngine
import ReleaseSimulator

/// What the simulated releases came to, and the settings that gave it.
struct SimulationResult: Codable, Sendable {
    /// All that the figures depend on.
    struct Settings: Codable, Sendable {
        let steps: [CanaryStep]
        let analysis: AnalysisPolicy?
        let errorRate: Double
        let medianLatencyMilliseconds: Double
        let orderShare: Double
        let orderFailures: Double
        let sharedNoise: Double
        let ownNoise: Double
        let incidentsPerHour: Double
        let missingMetrics: Double
        let providerErrors: Double
        let replicas: Int
        let proxies: Int

        init(_ scenario: SimulatedScenario) {
            if case .canary(let steps) = scenario.spec.strategy { self.steps = steps } else { steps = [] }
            analysis = scenario.spec.analysis
            (errorRate, medianLatencyMilliseconds) = (scenario.errorRate, scenario.latency)
            (orderShare, orderFailures) = (scenario.orderShare, scenario.orderFailures)
            (sharedNoise, ownNoise) = (scenario.sharedNoise, scenario.ownNoise)
            (incidentsPerHour, missingMetrics) = (scenario.incidentsPerHour, scenario.missingMetrics)
            (providerErrors, replicas, proxies) = (scenario.providerErrors, scenario.replicas, scenario.proxies)
        }
    }

    let settings: Settings
    let campaigns: [SimulatedCampaign]

    /// What must never happen and did.
    var violations: [String] { campaigns.flatMap(\.violations) }

    var table: [String] {
        let head = [
            "requests/s", "version", "releases", "promoted", "95 % interval", "condemned", "otherwise", "to 0 %: half", "95 in 100",
            "half over in",
        ]
        let rows = campaigns.map { campaign in
            [
                "\(Int(campaign.traffic))", campaign.fault, "\(campaign.releases)", "\(campaign.succeeded.count)",
                "\(Self.percent(campaign.succeeded.low))-\(Self.percent(campaign.succeeded.high))", "\(campaign.condemned.count)",
                "\(campaign.otherwise.count)", Self.seconds(campaign.medianToZero), Self.seconds(campaign.p95ToZero),
                Self.seconds(campaign.medianDuration),
            ]
        }
        return [summary, ""] + TextColumns.lines([head] + rows, numeric: [0, 2, 3, 5, 6, 7, 8, 9])
    }

    private var summary: String {
        let steps = settings.steps.map { "\($0.weight) % for \($0.hold)" }.joined(separator: ", ")
        let analysis = settings.analysis
        let metrics = analysis?.limits.map(\.name).joined(separator: ", ") ?? "none"
        return "steps \(steps); \(metrics) each \(analysis?.interval ?? .zero); false aborts at most \(analysis?.falseAborts ?? 0), "
            + "missed harm at most \(analysis?.missedHarm ?? 0); usual errors \(Self.percent(settings.errorRate)), "
            + "failed orders \(Self.percent(settings.orderFailures)), noise \(settings.sharedNoise) shared and \(settings.ownNoise) own, "
            + "\(settings.incidentsPerHour) incidents an hour; \(violations.count) rules broken"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }

    private static func seconds(_ value: Double?) -> String {
        value.map { String(format: $0 < 100 ? "%.1f s" : "%.0f s", $0) } ?? ""
    }
}
