import Foundation
import Glibc

/// What is remembered of a process on disk, so that another run of the program finds it again.
package struct ProcessRecord<Extra: Codable & Sendable>: Codable, Sendable {
    /// Nil as long as the process is only intended.
    package var identity: ProcessIdentity?
    package var extra: Extra

    package init(identity: ProcessIdentity?, extra: Extra) {
        self.identity = identity
        self.extra = extra
    }

    /// Replaces the file at `path` as a whole. A record need not outlive a loss of power, which no process does either.
    package func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try DurableFile.replace(path, with: try encoder.encode(self), isSynced: false)
    }

    /// Nil when there is no file; throws when it cannot be read or is no record.
    package static func read(from path: String) throws -> ProcessRecord? {
        guard access(path, F_OK) == 0 else { return nil }
        return try JSONDecoder().decode(ProcessRecord.self, from: Data(contentsOf: URL(filePath: path)))
    }
}

extension ProcessRecord: Equatable where Extra: Equatable {}
