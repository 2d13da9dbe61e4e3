import HotConfig

/// What a check has found.
struct ConfigVerdict: Encodable, Sendable {
    let file: String
    /// The service's name in the cluster.
    let service: String
    let isValid: Bool
    let faults: [ConfigFault]

    private enum CodingKeys: String, CodingKey {
        case file, service, faults
        case isValid = "valid"
    }

    init(_ input: ConfigInput, _ service: ServiceName) {
        self.init(file: input.file, service: service.principal, faults: input.faults(service.configCheck))
    }

    /// - Parameter file: Or whatever else the content is called.
    init(file: String, service: String, faults: [ConfigFault]) {
        self.file = file
        self.service = service
        self.faults = faults
        isValid = faults.isEmpty
    }

    var text: String {
        guard !isValid else { return "\(file) is a valid configuration of \(service)." }
        return "\(file) is no valid configuration of \(service), \(faults.count) to mend:\n"
            + faults.map { "  \($0)" }.joined(separator: "\n")
    }

    /// Throws ``CommandFailure`` with every fault.
    func require() throws {
        if !isValid { throw CommandFailure(text + "\nNothing was changed.") }
    }
}
