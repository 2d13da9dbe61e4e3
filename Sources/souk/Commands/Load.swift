import ArgumentParser
import Foundation
import LoadGenerator
import ServiceKit
import UnixSignals

/// Offers load to an open shop.
struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a shop under load and say how it bore it.",
        discussion: """
            The load is open-loop: visitors come at the given rate whether the shop keeps up or not, and latency counts from the moment each \
            was due. Orders are repeated with their idempotency key until there is a definite answer. Exits with 1 when a request failed.
            """)

    @Option(help: "Visitors a second.")
    var rate = 50.0

    @Option(help: "How long visitors arrive, such as 30s or 5m.")
    var duration = DurationArgument(.seconds(30))

    @Option(name: .customLong("url"), help: "The address of the shop; may be given several times.")
    var urls = ["http://127.0.0.1:8080"]

    @Option(name: .customLong("catalog-url"), help: "Where the catalogue is, if not at --url; may be given several times.")
    var catalogURLs: [String] = []

    @Option(help: "What visitors do: names of list, search, product, cart and order with weights.")
    var mix = "list=30,search=15,product=35,cart=12,order=8"

    @Option(help: "The payment tokens of orders with weights, such as tok_visa=9,tok_timeout=1.")
    var tokens = "tok_visa"

    @Option(help: "The same seed brings the same visitors.")
    var seed: UInt64 = 1

    @Option(help: "A file to which every order that the shop confirmed is written; `souk audit --journal` reads it.")
    var journal: String?

    @Option(help: "The most calls under way at once; visitors beyond are turned away before they reach the shop, and counted as dropped.")
    var inFlight = 512

    @Flag(help: "Judge each request alone: send no order a second time.")
    var once = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let plan = try plan()
        let line = ProgressLine()
        let result: LoadResult
        do {
            result = try await Self.untilSignal { try await LoadRunner(plan: plan) { line.show($0.line) }.run() }
        } catch let failure as LoadFailure {
            line.end()
            throw CommandFailure("\(failure). Is the shop open? `make up` opens it.")
        }
        line.end()
        say(json ? String(decoding: try ShopJSON.encode(result), as: UTF8.self) : result.table)
        if result.failed > 0 || result.dropped > 0 { throw ExitCode.failure }
    }

    private func plan() throws -> LoadPlan {
        guard let mix = Weighted<Scenario>(text: mix) else {
            throw ValidationError("--mix is '\(mix)' but must be like list=30,order=8 with list, search, product, cart and order")
        }
        guard let tokens = Weighted<String>(text: tokens) else {
            throw ValidationError("--tokens is '\(tokens)' but must be like tok_visa=9,tok_timeout=1")
        }
        var plan = LoadPlan(targets: urls, rate: rate, duration: duration.value, mix: mix)
        plan.catalogTargets = catalogURLs
        plan.tokens = tokens
        plan.seed = seed
        plan.journal = journal
        plan.maximumInFlight = inFlight
        plan.repeatsOrders = !once
        guard plan.faults.isEmpty else { throw ValidationError(plan.faults.joined(separator: "; ")) }
        return plan
    }

    /// Runs `body`, and cancels it at the first SIGINT or SIGTERM, so that it can say how far it got.
    private static func untilSignal<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { return nil }
                return nil
            }
            while let finished = try await group.next() {
                group.cancelAll()
                if let result = finished { return result }
            }
            throw CancellationError()
        }
    }
}
