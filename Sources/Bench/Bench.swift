import ArgumentParser

/// Measures the shop against what stands below it, on this machine and in one run.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk-bench",
        abstract: "Measure what the shop costs over what it stands on.",
        subcommands: [Measure.self, MeasureDelivery.self, Hello.self],
        defaultSubcommand: Measure.self)
}
