import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    @Test("of 200 concurrent writers each gets its own answer, and only the good rows are there")
    func eachGetsItsOwnAnswer() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        let plans = (0..<200).map { _ in WriterPlan.allCases.randomElement(using: &random) ?? .good }
        try await withNotes { database in
            try await database.write { try $0.addNote("taken") }
            let outcomes = await collect(plans.indices) { index in
                try await database.write { try plans[index].run(index, on: $0) }
            }
            for (index, plan) in plans.enumerated() {
                #expect(plan.agrees(with: outcomes[index], of: index), "writer \(index), \(plan), seed \(seed)")
            }
            let good = plans.indices.filter { plans[$0].isGood }
            #expect(try await noteIDs(in: database) == Set(good.map { "n\($0)" } + ["taken"]), "seed \(seed)")
        }
    }

    @Test("a body sees what those before it wrote")
    func bodiesSeeTheirPredecessors() async throws {
        try await withNotes { database in
            try await database.write { try $0.addNote("counter") }
            let seen = await collect(0..<200) { _ in try await database.write { try $0.incrementCounter() } }
            #expect(try seen.values.map { try $0.get() }.sorted() == Array(1...200))
        }
    }

    @Test("writers that wait together share their commits")
    func waitingWritersShareCommits() async throws {
        try await withSharedNotes { database, folder in
            let arrived = Tally()
            let before = try writeAheadLogSize(in: folder)
            try await whileLocked(folder, until: { arrived.value == 200 }) {
                let outcomes = await collect(0..<200) { index in
                    arrived.add()
                    try await database.write { try $0.addNote("n\(index)") }
                }
                #expect(outcomes.succeeded().count == 200)
            }
            let pages = (try writeAheadLogSize(in: folder) - before) / (4_096 + 24)
            #expect(pages < 60, "200 commits of their own would have written at least 200 pages")
        }
    }

    @Test("when SQLite itself rolls back, nobody in the batch is told it was written", arguments: [false, true])
    func lostTransaction(bodyHidesTheError: Bool) async throws {
        try await withNotes { database in
            let outcomes = await collect(0..<50) { index in
                try await database.write { connection in
                    try connection.addNote("n\(index)")
                    if index % 10 == 7 { try fillDisk(connection, hidingTheError: bodyHidesTheError) }
                }
            }
            let acknowledged = outcomes.succeeded()
            #expect(try await noteIDs(in: database) == Set(acknowledged.map { "n\($0)" }))
            #expect(acknowledged.allSatisfy { $0 % 10 != 7 })
            try await database.write { connection in
                try connection.forEachRow("PRAGMA max_page_count = 1000000") { _ in }
                try connection.addNote("afterwards")
            }
        }
    }

    private func writeAheadLogSize(in folder: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: folder + "/shared.sqlite-wal")[.size] as? Int ?? 0
    }
}

/// Makes SQLite roll the whole transaction back, as a full disk does; a careless body hides that and goes on.
private func fillDisk(_ connection: any DatabaseConnection, hidingTheError: Bool) throws {
    try connection.forEachRow("PRAGMA max_page_count = 10") { _ in }
    do {
        try connection.addNote(String(repeating: "x", count: 200_000))
    } catch {
        guard hidingTheError else { throw error }
    }
}
