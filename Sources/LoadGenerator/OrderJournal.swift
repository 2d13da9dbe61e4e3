package import Audit
import Foundation
import Synchronization

/// The orders that the shop has said are confirmed, one JSON object a line. What stands here must never be lost.
///
/// A line is one write to the file: it survives the end of this process, though not that of the machine.
package final class OrderJournal: Sendable {
    private let file: Mutex<FileHandle>

    /// Goes on with the file if there is one.
    package init(path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            try Data().write(to: URL(filePath: path), options: .withoutOverwriting)
        }
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        try handle.seekToEnd()
        file = Mutex(handle)
    }

    package func append(_ order: AcknowledgedOrder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(order) + Data([0x0A])
        try file.withLock { try $0.write(contentsOf: line) }
    }

    package func close() throws { try file.withLock { try $0.close() } }

    /// The orders in a journal. A last line that was cut short by the end of its writer is left out.
    package static func orders(inFile path: String) throws -> [AcknowledgedOrder] {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
        let decoder = JSONDecoder()
        return try bytes[..<end].split(separator: 0x0A).map { try decoder.decode(AcknowledgedOrder.self, from: $0) }
    }
}
