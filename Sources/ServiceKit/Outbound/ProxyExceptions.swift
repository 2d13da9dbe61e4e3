/// The hosts of `NO_PROXY`.
struct ProxyExceptions: Sendable, Equatable {
    private struct Network: Sendable, Equatable {
        let address: UInt32
        let mask: UInt32
    }

    private struct Name: Sendable, Equatable {
        /// Without a dot in front.
        let name: String
        let port: Int?
    }

    private var networks: [Network] = []
    private var names: [Name] = []
    private var includesAll = false

    /// Reads a list with commas. What cannot be understood matches nothing.
    init(_ list: String) {
        for part in list.split(separator: ",") {
            let text = part.filter { !$0.isWhitespace }.lowercased()
            if text == "*" {
                includesAll = true
            } else if let network = Self.network(text) {
                networks.append(network)
            } else if let entry = HostAndPort(text) {
                names.append(Name(name: String(entry.host.drop { $0 == "." || $0 == "*" }), port: entry.port))
            }
        }
    }

    /// - Parameter host: In lower case.
    func include(_ host: String, port: Int) -> Bool {
        if includesAll || host == "localhost" || host == "::1" { return true }
        if let address = Self.address(host) {
            if address >> 24 == 127 { return true }
            if networks.contains(where: { address & $0.mask == $0.address }) { return true }
        }
        return names.contains { entry in
            (entry.port == nil || entry.port == port) && (host == entry.name || host.hasSuffix(".\(entry.name)"))
        }
    }

    private static func network(_ text: String) -> Network? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let address = address(String(parts[0])), let bits = UInt32(parts[1]), bits <= 32 else { return nil }
        let mask = bits == 0 ? 0 : UInt32.max << (32 - bits)
        return Network(address: address & mask, mask: mask)
    }

    /// An IPv4 address in four decimal parts.
    private static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(UInt32?.some(0)) { sum, part in
            guard let sum, let part else { return nil }
            return sum << 8 | UInt32(part)
        }
    }
}
