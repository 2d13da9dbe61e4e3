/// The files of a volume that is made from objects, by their path within it.
struct VolumeContent: Sendable, Equatable {
    struct File: Sendable, Equatable {
        var bytes: [UInt8]
        /// Permissions.
        var mode: UInt16
    }

    var files: [String: File] = [:]

    init(_ files: [String: File] = [:]) { self.files = files }

    /// What stands in `other` replaces what has the same path.
    mutating func add(_ other: VolumeContent) {
        files.merge(other.files) { $1 }
    }
}
