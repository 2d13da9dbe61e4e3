import Foundation
import Synchronization

/// Loopback ports below those that the kernel gives to clients, so that none is taken between now and its use; no two calls get the same.
func freePorts(_ count: Int) throws -> [Int] {
    let (first, last) = (15_000, 31_000)
    return try next.withLock { next in
        var ports: [Int] = []
        for _ in first...last {
            let candidate = next
            next = next == last ? first : next + 1
            if isFree(candidate) { ports.append(candidate) }
            if ports.count == count { return ports }
        }
        throw SpawnError(program: "test", reason: "no \(count) ports from \(first) to \(last) are free")
    }
}

private let next = Mutex(Int.random(in: 15_000...31_000))

private func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
