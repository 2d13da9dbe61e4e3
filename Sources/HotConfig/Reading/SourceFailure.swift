/// Why a source could not be read at all.
package struct SourceFailure: Error, Sendable, Equatable {
    package let path: String
    package let reason: String
    /// What to do about it.
    package let remedy: String

    package init(path: String, reason: String, remedy: String) {
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    static func missing(_ path: String) -> SourceFailure {
        SourceFailure(
            path: path, reason: "nothing is there",
            remedy: "create the file, mount the ConfigMap at this path, or start the service with the path of one that exists")
    }

    static func tooLarge(_ path: String) -> SourceFailure {
        SourceFailure(
            path: path, reason: "is larger than 1 MiB in all", remedy: "keep it to the size that a ConfigMap may have")
    }

    package var fault: ConfigFault {
        ConfigFault(key: ConfigFault.source, reason: "\(path): \(reason); \(remedy)")
    }
}
