import Foundation

/// Finds free ports on 127.0.0.1, below those that the kernel gives to clients, so that none is taken between now and its use.
enum LoopbackPorts {
    static func free(_ count: Int) throws -> [Int] {
        let range = 15_000..<31_000
        let start = Int.random(in: range)
        let candidates = Array(start..<range.upperBound) + Array(range.lowerBound..<start)
        let ports = candidates.lazy.filter(isFree).prefix(count)
        guard ports.count == count else { throw BenchFailure("No \(count) ports from \(range.lowerBound) on are free on 127.0.0.1.") }
        return Array(ports)
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
