import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("Killed with -9")
struct KillTests {
    @Test("every write that was acknowledged before the kill is there, whole, and the file goes on working", arguments: [1, 40, 150])
    func acknowledgedWritesSurvive(acknowledgements: Int) async throws {
        try await withSharedNotes { database, folder in
            let child = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
                [folder = folder as String, acknowledgements = acknowledgements as Int] in
                let database = try openDatabase(in: folder)
                let acknowledged = Tally()
                _ = await collect(0..<400) { index in
                    try await database.write { connection in
                        try connection.addNote("n\(index)")
                        try connection.addNote("pair of n\(index)")
                    }
                    FileHandle.standardOutput.write(Data("<n\(index)>".utf8))
                    acknowledged.add()
                    if acknowledged.value >= acknowledgements { kill(getpid(), SIGKILL) }
                }
            }
            let output = String(decoding: try #require(child).standardOutputContent, as: UTF8.self)
            let acknowledged = Set(output.matches(of: /<(n\d+)>/).map { String($0.output.1) })
            let present = try await noteIDs(in: database)
            #expect(acknowledged.count >= acknowledgements)
            #expect(acknowledged.isSubset(of: present))
            #expect(present.filter { $0.hasPrefix("n") }.allSatisfy { present.contains("pair of \($0)") })
            #expect(present.count.isMultiple(of: 2))
            try await database.write { try $0.addNote("afterwards") }
        }
    }
}
