import Foundation
import KubeClient
import Synchronization
import TestKit
import Testing

/// Pitfall 10: a rotated token is taken up in time, and one that works is not given up for a file that cannot be read.
@Suite("The token of a file")
struct TokenSourceTests {
    @Test func isReadAgainBeforeItCanHaveLapsed() async throws {
        try await withTemporaryDirectory { folder in
            let (path, time) = ("\(folder)/token", ManualInstant())
            let source = TokenSource(.tokenFile(path)) { time.now }
            try Data("first\n".utf8).write(to: URL(filePath: path))
            #expect(try source.token() == "first")
            try Data("second\n".utf8).write(to: URL(filePath: path))
            time.advance(by: .seconds(4))
            #expect(try source.token() == "first", "no file is read for each request")
            time.advance(by: .seconds(1))
            #expect(try source.token() == "second", "nobody had to refuse the first one")
        }
    }

    @Test func staysWhileItsFileCannotBeRead() async throws {
        try await withTemporaryDirectory { folder in
            let (path, time) = ("\(folder)/token", ManualInstant())
            let source = TokenSource(.tokenFile(path)) { time.now }
            #expect(throws: KubeConfigFault.self) { try source.token() }
            try Data("first\n".utf8).write(to: URL(filePath: path))
            #expect(try source.token() == "first")
            try FileManager.default.removeItem(atPath: path)
            time.advance(by: .seconds(60))
            #expect(try source.token() == "first")
            #expect(!source.isReplaced("first"))
            try Data("second\n".utf8).write(to: URL(filePath: path))
            #expect(source.isReplaced("first"))
            #expect(try source.token() == "second")
        }
    }
}

/// A time that passes when the test says so.
private final class ManualInstant: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { instant.withLock { $0 } }

    func advance(by duration: Duration) { instant.withLock { $0 += duration } }
}
