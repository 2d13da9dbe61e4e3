/// Everything that is wrong with a configuration, at once. Thrown when a service cannot start on it.
package struct ConfigFaults: Error, Sendable, Equatable, Codable {
    package let service: String
    /// Where the configuration was read from.
    package let source: String
    package let faults: [ConfigFault]
    /// Why the persisted last good revision could not stand in either; empty when there is none.
    package let lastGoodFaults: [ConfigFault]

    init(service: String, source: String, faults: [ConfigFault], lastGoodFaults: [ConfigFault] = []) {
        self.service = service
        self.source = source
        self.faults = faults
        self.lastGoodFaults = lastGoodFaults
    }
}

extension ConfigFaults: CustomStringConvertible {
    package var description: String {
        var lines = ["The configuration of \(service) at \(source) is not valid (\(faults.count) to mend):"]
        lines += faults.map { "  \($0)" }
        if !lastGoodFaults.isEmpty {
            lines.append("The last good revision could not stand in for it:")
            lines += lastGoodFaults.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}
