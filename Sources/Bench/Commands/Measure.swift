import ArgumentParser
import Foundation

/// Measures everything, prints the table and writes the JSON.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure, and print the ratios and figures.",
        discussion: """
            Each comparison alternates between its two sides for a number of rounds and reports the medians and their ratio: the machine, \
            the disk and the settings are the same for both sides. The local cluster has figures of its own, some with an aim; whether it \
            is met is told, and fails nothing.
            """)

    @Option(help: "A file for the figures as JSON.")
    var output: String?

    @Option(help: "How often each side is measured.")
    var rounds = 3

    @Option(help: "The catalogue that the measured shop sells.")
    var catalogue = "data/catalogue/dummyjson/products.json"

    @Option(help: "What to measure: reading, ordering, reserving, cluster; may be given several times. All of them by default.")
    var only: [Suite.Part] = []

    func validate() throws {
        guard rounds >= 1 else { throw ValidationError("--rounds is \(rounds) but must be at least 1") }
    }

    func run() async throws {
        let suite = Suite(rounds: rounds, catalogue: catalogue, parts: only.isEmpty ? Suite.Part.allCases : only)
        let report = try await Interruption.untilSignal { try await suite.run() }
        try report.publish(to: output)
    }
}

extension Suite.Part: ExpressibleByArgument {}
