/// What goes wrong with the requests that it matches.
package struct FaultRule: Codable, Sendable, Hashable {
    /// Which methods; all when there are none.
    package var methods: [String] = []
    /// How the path begins.
    package var path = "/"
    /// Which host, without a port; any when nil.
    package var host: String?
    /// The share that is answered with an error instead of being passed on, from 0 to 1.
    package var errors = 0.0
    /// The status of these.
    package var status = 500
    /// How much later every answer comes.
    package var delayMilliseconds = 0.0
    /// How many times as long every answer takes.
    package var slowdown = 1.0

    private enum CodingKeys: CodingKey {
        case methods, path, host, errors, status, delayMilliseconds, slowdown
    }

    package init(
        methods: [String] = [], path: String = "/", host: String? = nil, errors: Double = 0, status: Int = 500,
        delayMilliseconds: Double = 0, slowdown: Double = 1
    ) {
        self.methods = methods
        self.path = path
        self.host = host
        self.errors = errors
        self.status = status
        self.delayMilliseconds = delayMilliseconds
        self.slowdown = slowdown
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        methods = try container.decodeIfPresent([String].self, forKey: .methods) ?? methods
        path = try container.decodeIfPresent(String.self, forKey: .path) ?? path
        host = try container.decodeIfPresent(String.self, forKey: .host)
        errors = try container.decodeIfPresent(Double.self, forKey: .errors) ?? errors
        status = try container.decodeIfPresent(Int.self, forKey: .status) ?? status
        delayMilliseconds = try container.decodeIfPresent(Double.self, forKey: .delayMilliseconds) ?? delayMilliseconds
        slowdown = try container.decodeIfPresent(Double.self, forKey: .slowdown) ?? slowdown
    }

    /// - Parameter target: The path, or as a proxy is asked the whole URL.
    func matches(method: String, target: String, host: String?) -> Bool {
        guard methods.isEmpty || methods.contains(method) else { return false }
        let request = RequestTarget(target)
        if let wanted = self.host {
            guard let named = request.host ?? host, named.split(separator: ":").first.map(String.init) == wanted else { return false }
        }
        return request.path.hasPrefix(path)
    }
}

/// The two forms of a request's target.
struct RequestTarget {
    let host: String?
    let path: Substring

    init(_ text: String) {
        guard let scheme = text.firstRange(of: "://") else {
            (host, path) = (nil, text[...])
            return
        }
        let rest = text[scheme.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        host = String(rest[..<slash])
        path = slash == rest.endIndex ? "/" : rest[slash...]
    }
}
