extension ProcessIdentity {
    /// The environment that it was started with; nil when it does not run or may not be looked at.
    package var environment: [String: String]? {
        guard isRunning, let bytes = ProcFile.bytes("/proc/\(pid)/environ") else { return nil }
        let pairs = bytes.split(separator: 0).compactMap { entry -> (String, String)? in
            guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            return (String(decoding: entry[..<equals], as: UTF8.self), String(decoding: entry[(equals + 1)...], as: UTF8.self))
        }
        return Dictionary(pairs) { $1 }
    }
}
