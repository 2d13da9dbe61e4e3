import Foundation

/// Says before anything starts that a port is taken, and what to do about it.
enum PortCheck {
    /// `ports` by the option that chooses each. Throws ``CommandFailure`` for the first that is taken.
    static func requireFree(_ ports: [String: Int], host: String) throws {
        for (option, port) in ports.sorted(by: { $0.key < $1.key }) where port != 0 && !isFree(port, host: host) {
            throw CommandFailure("Port \(port) on \(host) is in use. Choose another with \(option), or stop the program that has it.")
        }
    }

    private static func isFree(_ port: Int, host: String) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
