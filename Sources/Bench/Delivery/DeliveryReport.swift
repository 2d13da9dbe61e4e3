import Foundation

/// All figures of one run of the delivery benchmark.
struct DeliveryReport: Codable, Sendable, PublishedReport {
    let conditions: Conditions
    let plan: DeliveryPlan
    var good: [GoodReleases.Result] = []
    var figures: [Figure] = []
    var simulation: SimulationResult?

    init(conditions: Conditions, plan: DeliveryPlan) {
        self.conditions = conditions
        self.plan = plan
    }

    /// For people.
    var table: String {
        let load = String(format: "%.2f", conditions.load)
        let head = ["\(conditions.cores) cores, load average \(load) before, \(Int(plan.rate)) visitors a second"]
        return [head, goodTable, figureTable, simulation?.table ?? []].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var goodTable: [String] {
        guard !good.isEmpty else { return [] }
        let head = ["good releases", "promoted", "requests", "failed", "p99", "aim"]
        let rows = good.map { result in
            let isMet = result.failed == 0 && result.promoted == result.releases && result.requests >= 250_000
            let aim = isMet ? "met: 0 failed of 250,000" : result.requests < 250_000 ? "too few requests for 0 of 250,000" : "missed"
            return [
                "retries \(result.hasRetries ? "on" : "off")", "\(result.promoted) of \(result.releases)", "\(result.requests)",
                "\(result.failed)", String(format: "%.0f ms", result.p99Milliseconds), aim,
            ]
        }
        let failures = good.flatMap { result in result.failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } }
        return TextColumns.lines([head] + rows, numeric: [1, 2, 3, 4])
            + (failures.isEmpty ? [] : ["not 2xx: " + failures.joined(separator: ", ")])
    }

    private var figureTable: [String] {
        guard !figures.isEmpty else { return [] }
        let head = ["", "unit", "samples", "median", "max", "aim"]
        let rows = figures.map { figure in
            let aim = figure.aim.map { "\($0.isMet ? "met" : "missed"): \($0.statistic.rawValue) at most \($0.atMost)" } ?? ""
            return [
                figure.name, figure.unit, "\(figure.count)", String(format: "%.2f", figure.median), String(format: "%.2f", figure.max), aim,
            ]
        }
        return TextColumns.lines([head] + rows, numeric: [2, 3, 4])
    }
}
