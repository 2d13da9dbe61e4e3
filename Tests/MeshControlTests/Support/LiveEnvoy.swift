import Foundation
import Synchronization

/// Where the Envoy is that the live tests run: `SOUK_ENVOY`, or what `scripts/bootstrap` installs.
enum LiveEnvoy {
    static let path: String? = {
        if let path = ProcessInfo.processInfo.environment["SOUK_ENVOY"] { return path }
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return [root.path, FileManager.default.currentDirectoryPath].map { "\($0)/.tools/bin/envoy" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static var isThere: Bool { path != nil }

    private static let bases = Mutex((20..<245).filter { $0.isMultiple(of: 5) }.shuffled())

    /// The second part of a range of loopback addresses that no other test of this run has.
    static func freshBase() -> Int {
        bases.withLock { bases in
            let base = bases.removeFirst()
            bases.append(base)
            return base
        }
    }
}
