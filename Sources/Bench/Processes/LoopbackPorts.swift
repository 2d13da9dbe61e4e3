import Foundation

/// Finds free ports on 127.0.0.1, below those that the kernel gives to clients, so that none is taken between now and its use.
enum LoopbackPorts {
    static func free(_ count: Int) throws -> [Int] {
        let range = 15_000..<31_000
        let start = Int.random(in: range)
        let candidates = Array(start..<range.upperBound) + Array(range.lowerBound..<start)
        let ports = candidates.lazy.filter { isFree($0) }.prefix(count)
        guard ports.count == count else { throw BenchFailure("No \(count) ports from \(range.lowerBound) on are free on 127.0.0.1.") }
        return Array(ports)
    }

    /// The first N of networks 127.N.0.0/16 that follow each other, on whose first address `port` is free.
    static func freeNetworks(_ count: Int, port: Int) throws -> Int {
        let candidates = Array(20...(250 - count)).shuffled()
        let network = candidates.first { first in (first..<first + count).allSatisfy { isFree(port, at: "127.\($0).0.1") } }
        guard let network else { throw BenchFailure("No \(count) loopback networks are free.") }
        return network
    }

    private static func isFree(_ port: Int, at address: String = "127.0.0.1") -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withAddress(address, port) { bind(descriptor, $0, $1) } == 0
    }

    /// An IPv4 address as the socket calls want it.
    static func withAddress<Result>(_ address: String, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var value = sockaddr_in()
        value.sin_family = sa_family_t(AF_INET)
        value.sin_port = in_port_t(port).bigEndian
        value.sin_addr.s_addr = inet_addr(address)
        return withUnsafePointer(to: &value) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
