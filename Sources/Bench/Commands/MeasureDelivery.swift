import ArgumentParser
import Foundation

/// Measures what is promised of releases, prints the table and writes the JSON.
struct MeasureDelivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "Measure releases and configurations: good, bad, crashing, under a killed controller, and simulated by the thousand.")

    @Option(help: "A file for the figures as JSON.")
    var output: String?

    @Flag(help: "Take minutes instead of hours: fewer requests, rounds and simulated releases than the aims ask for.")
    var quick = false

    @Option(
        help: "What to measure: good, bad, crash, resume, config, harm, simulation; may be given several times. All of them by default.")
    var only: [DeliveryPlan.Part] = []

    @Option(help: "Visitors a second.")
    var rate = 300.0

    @Option(help: "Requests over good releases, with and without retries each. Default: 260,000, or 20,000 with --quick.")
    var requests: Int?

    @Option(help: "How often each kind of bad release or configuration is measured. Default: 10, or 2 with --quick.")
    var rounds: Int?

    @Option(help: "Simulated releases of each kind at each traffic. Default: 1,000, or 40 with --quick.")
    var simulated: Int?

    @Option(help: "Requests per second of simulated releases; may be given several times. Default: 1, 10, 100, 1,000 and 5,000.")
    var traffic: [Int] = []

    @Option(help: "The catalogue that the measured shop sells.")
    var catalogue = "data/catalogue/dummyjson/products.json"

    func validate() throws {
        for (name, value) in [("--requests", requests), ("--rounds", rounds), ("--simulated", simulated)] {
            if let value, value < 1 { throw ValidationError("\(name) is \(value) but must be at least 1") }
        }
        if let none = traffic.first(where: { $0 < 1 }) { throw ValidationError("--traffic is \(none) but must be at least 1") }
        guard rate >= 10 else { throw ValidationError("--rate is \(rate) but must be at least 10: less traffic shows nothing in time") }
    }

    func run() async throws {
        let plan = DeliveryPlan(
            parts: only.isEmpty ? DeliveryPlan.Part.allCases : only, catalogue: catalogue, rate: rate,
            requests: requests ?? (quick ? 20_000 : 260_000), rounds: rounds ?? (quick ? 2 : 10),
            simulated: simulated ?? (quick ? 40 : 1_000), traffic: traffic.isEmpty ? SimulationBenchmark.usualTraffic : traffic)
        let report = try await Interruption.untilSignal {
            try await ScratchFolder.with { try await DeliveryBenchmark(plan: plan, folder: $0).run() }
        }
        try report.publish(to: output)
    }
}

extension DeliveryPlan.Part: ExpressibleByArgument {}
