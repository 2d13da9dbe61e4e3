import Foundation
import HotConfig
import Synchronization
import TestKit
import Testing

@Suite("Reading volumes, directories and files")
struct FileSourceReaderTests {
    private func read(_ path: String) throws -> SourceContent {
        try FileSourceReader(path: path).read()
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test func readsAVolume() async throws {
        try await withTemporaryDirectory { path in
            var volume = try ConfigVolume(path: "\(path)/config")
            try volume.write(["cache.ttl": "30s", "more.yaml": "shop.open: true", ".hidden": "x"])
            let first = try read(volume.path)
            #expect(first.isAtomic)
            #expect(first.entries.map(\.name) == ["cache.ttl", "more.yaml"])
            #expect(first.entries.map(\.format) == [.value, .document])

            try volume.write(["cache.ttl": "40s"])
            let second = try read(volume.path)
            #expect(second.entries.map(\.name) == ["cache.ttl"])
            #expect(second.hash != first.hash)
        }
    }

    @Test func theSameContentHasTheSameHashInEveryGeneration() async throws {
        try await withTemporaryDirectory { path in
            var volume = try ConfigVolume(path: path)
            try volume.write(["a": "1"])
            let first = try read(path)
            try volume.write(["a": "1"])
            #expect(try read(path).hash == first.hash)
        }
    }

    @Test func readsAPlainDirectory() async throws {
        try await withTemporaryDirectory { path in
            try write("30s\n", to: "\(path)/cache.ttl")
            try write("{\"shop\": {\"open\": true}}", to: "\(path)/shop.JSON")
            let content = try read(path)
            #expect(!content.isAtomic)
            #expect(content.entries.map(\.format) == [.value, .document])
        }
    }

    @Test func readsAFileAsADocumentWhateverItsName() async throws {
        try await withTemporaryDirectory { path in
            try write("cache.ttl: 30s", to: "\(path)/product.conf")
            let content = try read("\(path)/product.conf")
            #expect(!content.isAtomic)
            #expect(content.entries.map(\.format) == [.document])
            #expect(content.entries.map(\.name) == ["product.conf"])
        }
    }

    @Test func saysWhatToDoWhenNothingIsThere() async throws {
        try await withTemporaryDirectory { path in
            let failure = try #require(#expect(throws: SourceFailure.self) { try read("\(path)/absent.yaml") })
            #expect(failure.reason == "nothing is there")
            #expect(failure.remedy.contains("create the file, mount the ConfigMap"))
            try FileManager.default.createSymbolicLink(atPath: "\(path)/..data", withDestinationPath: "..gone")
            #expect(throws: SourceFailure.self) { try read(path) }
        }
    }

    @Test func keepsToTheSizeOfAConfigMap() async throws {
        try await withTemporaryDirectory { path in
            try write(String(repeating: "x", count: 600_000), to: "\(path)/a")
            _ = try read(path)
            try write(String(repeating: "y", count: 600_000), to: "\(path)/b")
            let failure = try #require(#expect(throws: SourceFailure.self) { try read(path) })
            #expect(failure.reason.contains("1 MiB"))
        }
    }

    @Test func neverBlocksOnAPipe() async throws {
        try await withTemporaryDirectory { path in
            #expect(mkfifo("\(path)/pipe", 0o600) == 0)
            #expect(throws: SourceFailure.self) { try read("\(path)/pipe") }
            #expect(throws: SourceFailure.self) { try read(path) }
        }
    }

    @Test func aFolderAmongTheKeysIsAFailure() async throws {
        try await withTemporaryDirectory { path in
            try FileManager.default.createDirectory(atPath: "\(path)/folder", withIntermediateDirectories: false)
            let failure = try #require(#expect(throws: SourceFailure.self) { try read(path) })
            #expect(failure.reason == "is not a regular file")
        }
    }

    @Test func readsAgainWhenTheVolumeIsSwappedMeanwhile() throws {
        let target = Mutex("..1")
        let files = FileAccess(
            isDirectory: { _ in true },
            linkTarget: { _ in target.withLock { $0 } },
            names: { _ in ["a", "b"] },
            bytes: { path, _ throws(SourceFailure) in
                guard path.hasPrefix("/config/..1/") else { return Array("new".utf8) }
                // The swap happens after the first file was read, and the old directory goes with it.
                let isSwapped = target.withLock { target in
                    defer { target = "..2" }
                    return target == "..2"
                }
                if isSwapped { throw .sample("nothing is there") }
                return Array("old".utf8)
            })
        let content = try FileSourceReader(path: "/config", files: files).read()
        #expect(content.isAtomic)
        #expect(content.entries.map(\.bytes) == [Array("new".utf8), Array("new".utf8)])
    }

    @Test func givesUpOnAVolumeThatNeverHoldsStill() {
        let generation = Mutex(0)
        let files = FileAccess(
            isDirectory: { _ in true },
            linkTarget: { _ in
                generation.withLock { generation in
                    generation += 1
                    return "..\(generation)"
                }
            },
            names: { _ in [] }, bytes: { _, _ in [] })
        let failure = #expect(throws: SourceFailure.self) { try FileSourceReader(path: "/config", files: files).read() }
        #expect(failure?.reason.contains("changes while it is read") == true)
    }
}
