import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("Cancelled writes")
struct WriteCancellationTests {
    @Test("who is cancelled while waiting hears so at once and writes nothing")
    func cancelledWhileWaiting() async throws {
        try await withSharedNotes { database, folder in
            let answered = Tally()
            try await whileLocked(folder, until: { answered.value > 0 }) {
                let outcome = await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await database.write { try $0.addNote("cancelled") } }
                    group.cancelAll()
                    return await group.nextResult()
                }
                answered.add()
                #expect(throws: CancellationError.self) { try outcome?.get() }
            }
            try await database.write { try $0.addNote("next") }
            #expect(try await noteIDs(in: database) == ["next"])
        }
    }

    @Test("cancellation at any moment gives one answer, and it is true")
    func cancelledAnyTime() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        let yields = (0..<200).map { _ in Int.random(in: 0...300, using: &random) }
        try await withNotes { database in
            let outcomes = await collect(yields.indices) { index in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await database.write { try $0.addNote("n\(index)") } }
                    for _ in 0..<yields[index] { await Task.yield() }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
            #expect(outcomes.count == 200)
            let ids = try await noteIDs(in: database)
            #expect(ids == Set(outcomes.succeeded().map { "n\($0)" }), "seed \(seed)")
        }
    }
}
