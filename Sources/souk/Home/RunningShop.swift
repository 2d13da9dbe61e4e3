import Foundation

/// The process that holds a shop's folder. The file it wrote is locked while it lives, so that a reused id is not mistaken for it.
struct RunningShop {
    let pid: pid_t
    private let path: String

    /// Nil when no shop ever ran here.
    init?(home: ShopHome) {
        path = home.processID
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), pid > 1
        else { return nil }
        self.pid = pid
    }

    /// Whether the lock on the file is still held.
    var isAlive: Bool {
        let descriptor = open(path, O_RDWR)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    func terminate() { kill(pid, SIGTERM) }

    /// Writes this process's id and holds the lock until the process ends. Throws ``CommandFailure`` when another holds it.
    static func claim(_ home: ShopHome) throws {
        let descriptor = open(home.processID, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure("\(home.processID) cannot be opened: \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            let holder = RunningShop(home: home).map { " by process \($0.pid)" } ?? ""
            throw CommandFailure("The shop in \(home.root) is open already\(holder). `make down` closes it; --home opens another.")
        }
        ftruncate(descriptor, 0)
        let text = "\(getpid())\n"
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
    }
}
