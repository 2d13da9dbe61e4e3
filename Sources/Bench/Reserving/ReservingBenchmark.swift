import Foundation

/// How many reservations of one hot SKU are durable in a second: gathered by the shop against one transaction each.
struct ReservingBenchmark: Sendable {
    let folder: String
    let rounds: Int

    func run() async throws -> [Comparison] {
        var rates: [HotShelf.Gathering: [Double]] = [:]
        for round in 1...rounds {
            progress("reserving, round \(round) of \(rounds)")
            for gathering in HotShelf.Gathering.allCases {
                let file = "\(folder)/hot-\(gathering)-\(round).sqlite"
                let shelf = try await HotShelf.open(gathering, file: file)
                rates[gathering, default: []].append(try await shelf.reservationsPerSecond())
                try shelf.close()
            }
        }
        let baseline = Comparison.Side("one transaction each", rates: rates[.nothing] ?? [])
        return [
            Comparison(
                "hot SKU, batched", unit: "reservations", subject: .init("batched reservations", rates: rates[.reservations] ?? []),
                baseline: baseline),
            Comparison(
                "hot SKU, group commit alone", unit: "reservations", subject: .init("group commit alone", rates: rates[.commits] ?? []),
                baseline: baseline),
        ]
    }
}
