import Foundation
import HotConfig
import TestKit
import Testing

@Suite("Keeping the last good revision in a file")
struct LastGoodFileTests {
    private let record = LastGoodRecord(
        service: "sample", revision: "abc", settings: ["cache.ttl": .text("5s"), "shop.countries": .list(["US", "DE"])])

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func whatIsSavedIsLoaded() async throws {
        try await withTemporaryDirectory { path in
            let file = LastGoodFile(path: "\(path)/not/yet/there/last-good.json")
            #expect(try file.load() == nil)
            try file.save(record)
            #expect(try file.load() == record)
            let next = LastGoodRecord(service: "sample", revision: "def", settings: [:])
            try file.save(next)
            #expect(try file.load() == next)
            #expect(try mode(file.name) == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/not/yet/there") == ["last-good.json"])
        }
    }

    @Test func onlyTheOwnerMayReadItWhateverWasThere() async throws {
        try await withTemporaryDirectory { path in
            let file = LastGoodFile(path: "\(path)/last-good.json")
            try Data().write(to: URL(filePath: file.name))
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.name)
            try file.save(record)
            #expect(try mode(file.name) == 0o600)
        }
    }

    /// Whoever reads meanwhile, and whoever starts after a crash in the midst of it, has the old one whole or the new one whole.
    @Test func theRecordIsReplacedAsAWhole() async throws {
        try await withTemporaryDirectory { path in
            let file = LastGoodFile(path: "\(path)/last-good.json")
            try file.save(record)
            let reader = try FileHandle(forReadingFrom: URL(filePath: file.name))
            try file.save(LastGoodRecord(service: "sample", revision: "def", settings: [:]))
            let read = try JSONDecoder().decode(LastGoodRecord.self, from: try #require(try reader.readToEnd()))
            #expect(read == record)
        }
    }

    @Test func everyDamageIsNoticed() async throws {
        try await withTemporaryDirectory { path in
            let file = LastGoodFile(path: "\(path)/last-good.json")
            try file.save(record)
            let sound = try Data(contentsOf: URL(filePath: file.name))
            for index in sound.indices {
                var damaged = sound
                damaged[index] ^= 0x01
                try damaged.write(to: URL(filePath: file.name))
                // Damage that leaves the meaning alone, such as one white space for another, is none.
                #expect((try? file.load()) ?? record == record, "byte \(index)")
            }
            for length in [0, 1, sound.count / 2, sound.count - 2] {
                try sound.prefix(length).write(to: URL(filePath: file.name))
                #expect(throws: LastGoodFailure.corrupt(path: file.name)) { try file.load() }
            }
        }
    }

    @Test func aPlaceThatCannotBeWrittenIsSaidSo() async throws {
        try await withTemporaryDirectory { path in
            try Data().write(to: URL(filePath: "\(path)/file"))
            let failure = #expect(throws: LastGoodFailure.self) { try LastGoodFile(path: "\(path)/file/last-good.json").save(record) }
            #expect(failure?.description.contains("cannot be written") == true)
            let onFolder = LastGoodFile(path: path)
            #expect(throws: LastGoodFailure.self) { try onFolder.save(record) }
            #expect(throws: LastGoodFailure.self) { try onFolder.load() }
        }
    }
}
