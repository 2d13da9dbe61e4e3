import Foundation
import ProcessControl
import Synchronization

/// Gives the pods of a node their addresses, and remembers on disk where it got to.
package final class AddressBook: Sendable {
    private let pool: Mutex<AddressPool>
    private let path: String

    package init(network: String, folder: String) {
        path = folder + "/next-address"
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        pool = Mutex(AddressPool(network: network, next: text.flatMap(Int.init) ?? 0))
    }

    /// Nil when all are in use.
    package func take() throws -> String? {
        try pool.withLock { pool in
            let address = pool.take()
            try DurableFile.replace(path, with: Data(String(pool.next).utf8), isSynced: false)
            return address
        }
    }

    /// Counts an address as used that a pod has already.
    package func reserve(_ address: String) { pool.withLock { $0.reserve(address) } }

    package func release(_ address: String) { pool.withLock { $0.release(address) } }
}
