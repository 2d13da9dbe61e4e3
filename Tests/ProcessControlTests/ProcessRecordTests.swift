import Foundation
import ProcessControl
import TestKit
import Testing

@Suite struct ProcessRecordTests {
    private typealias Record = ProcessRecord<[String: String]>

    @Test func recordsComeBackAndLeaveNoDrafts() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/record.json"
            #expect(try Record.read(from: path) == nil)
            let intended = Record(identity: nil, extra: ["zone": "a"])
            try intended.write(to: path)
            #expect(try Record.read(from: path) == intended)
            let started = Record(identity: ProcessIdentity(pid: getpid()), extra: ["zone": "b"])
            try started.write(to: path)
            #expect(try Record.read(from: path) == started)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["record.json"])
        }
    }

    @Test func aFaultyRecordIsNotTakenForNone() async throws {
        try await withTemporaryDirectory { folder in
            try "{".write(toFile: folder + "/record.json", atomically: false, encoding: .utf8)
            #expect(throws: DecodingError.self) { try Record.read(from: folder + "/record.json") }
            #expect(throws: FileFailure.self) { try Record(identity: nil, extra: [:]).write(to: folder + "/nowhere/record.json") }
        }
    }
}
