/// The files of a volume that is made from objects, by their path within it.
package struct VolumeContent: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        package var bytes: [UInt8]
        /// Permissions.
        package var mode: UInt16

        package init(bytes: [UInt8], mode: UInt16) {
            self.bytes = bytes
            self.mode = mode
        }
    }

    package var files: [String: File] = [:]

    package init(_ files: [String: File] = [:]) { self.files = files }

    /// What stands in `other` replaces what has the same path.
    package mutating func add(_ other: VolumeContent) {
        files.merge(other.files) { $1 }
    }
}
