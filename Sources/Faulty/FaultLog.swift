import Foundation
import Synchronization

/// Notes beside the plan when the process first did each kind of wrong, for whoever measures how long it was suffered: a line with the
/// milliseconds since 1970 and the kind.
final class FaultLog: Sendable {
    private let path: String
    private let noted = Mutex<Set<String>>([])

    init(folder: String) { path = folder + "/faults.log" }

    func note(_ kind: String) {
        guard noted.withLock({ $0.insert(kind).inserted }) else { return }
        let line = "\(Int64(Date().timeIntervalSince1970 * 1000)) \(kind)\n"
        // One write of one line, so that several pods may share the file.
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        _ = line.withCString { write(file, $0, strlen($0)) }
        close(file)
    }
}
