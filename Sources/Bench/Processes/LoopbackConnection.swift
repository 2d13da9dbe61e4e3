import Foundation

/// One kept-alive HTTP/1.1 connection to a loopback address, for one caller. It blocks: between a request and its answer there is then
/// nothing of this program but two system calls, and a server's microseconds can be told from a client's.
final class LoopbackConnection {
    struct Answer {
        let status: Int
        /// The status line and the header fields.
        let head: String
        let body: [UInt8]

        /// The value of a field; nil where there is none.
        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name { return parts[1].trimmingCharacters(in: .whitespaces) }
            }
            return nil
        }
    }

    private let name: String
    private let descriptor: Int32
    /// What has come of the answer.
    private var received: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 64 * 1024)

    /// Throws ``BenchFailure`` when nothing listens there.
    init(_ address: String, _ port: Int, timeout: Int = 10) throws {
        name = "\(address):\(port)"
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchFailure("No socket can be had: \(Self.reason)") }
        var (on, limit) = (Int32(1), timeval(tv_sec: timeout, tv_usec: 0))
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard LoopbackPorts.withAddress(address, port, { connect(descriptor, $0, $1) }) == 0 else {
            throw BenchFailure("\(name) cannot be reached: \(Self.reason)")
        }
    }

    deinit { close(descriptor) }

    /// The bytes of a request, to be sent as often as one likes.
    static func request(
        _ path: String, host: String, method: String = "GET", headers: [String: String] = [:], body: String = ""
    ) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: \(host)"] + headers.map { "\($0.key): \($0.value)" }
        if !body.isEmpty { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// Sends a request and waits for the whole answer. Throws ``BenchFailure`` when the connection does not last so long.
    func send(_ request: [UInt8]) throws -> Answer {
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BenchFailure("\(name) takes no request: \(Self.reason)") }
            sent += count
        }
        received.removeAll(keepingCapacity: true)
        var end: Int?
        while end == nil {
            let from = max(0, received.count - 3)
            try receive()
            end = received[from...].firstRange(of: Self.blankLine)?.upperBound
        }
        return try answer(bodyAt: end ?? 0)
    }

    private func answer(bodyAt start: Int) throws -> Answer {
        let head = String(decoding: received[..<start], as: UTF8.self)
        let empty = Answer(status: head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, head: head, body: [])
        guard let length = empty.header("content-length").flatMap(Int.init) else {
            throw BenchFailure("\(name) answers without a length: \(head)")
        }
        while received.count < start + length { try receive() }
        return Answer(status: empty.status, head: head, body: Array(received[start..<start + length]))
    }

    private func receive() throws {
        let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { throw BenchFailure("\(name) gives no answer: \(count == 0 ? "it closed the connection" : Self.reason)") }
        received += chunk[..<count]
    }

    private static let blankLine = Array("\r\n\r\n".utf8)

    private static var reason: String { String(cString: strerror(errno)) }
}
