import Foundation

/// Everything that is measured, in turn, on servers and files that live as long as this run.
struct Suite: Sendable {
    enum Part: String, CaseIterable, Sendable {
        case reading, ordering, reserving, cluster
    }

    let rounds: Int
    let catalogue: String
    let parts: [Part]

    func run() async throws -> BenchReport {
        let before = Conditions.now()
        if before.isBusy { progress("The load average is \(before.load): something else runs here, and the ratios will be less steady.") }
        return try await ScratchFolder.with { folder in
            let comparisons = try await measureShop(in: folder) + measureReservations(in: folder)
            let figures = try await measureCluster(in: folder)
            return BenchReport(conditions: before, rounds: rounds, comparisons: comparisons, figures: figures)
        }
    }

    /// What needs servers. They are closed before anything else is measured.
    private func measureShop(in folder: String) async throws -> [Comparison] {
        guard parts.contains(.reading) || parts.contains(.ordering) else { return [] }
        return try await MeasuredShop.withShop(catalogue: catalogue, in: folder) { shop in
            var comparisons: [Comparison] = []
            if parts.contains(.reading) {
                comparisons += try await HelloServer.withServer(in: folder) { hello in
                    try await ReadingBenchmark(hello: hello, shop: shop, folder: folder, rounds: rounds).run()
                }
            }
            if parts.contains(.ordering) {
                comparisons += try await OrderingBenchmark(shop: shop, folder: folder, rounds: rounds).run()
            }
            return comparisons
        }
    }

    private func measureReservations(in folder: String) async throws -> [Comparison] {
        guard parts.contains(.reserving) else { return [] }
        return try await ReservingBenchmark(folder: folder, rounds: rounds).run()
    }

    private func measureCluster(in folder: String) async throws -> [Figure] {
        guard parts.contains(.cluster) else { return [] }
        return try await ClusterBenchmark(catalogue: catalogue, folder: folder, rounds: rounds).run()
    }
}
