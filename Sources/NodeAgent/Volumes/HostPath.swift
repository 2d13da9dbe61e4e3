import Foundation
package import KubeModel

/// A volume that is a file or folder of this machine.
package struct HostPath: Sendable, Equatable {
    package let path: String
    /// Empty checks nothing.
    package let type: String

    package init(_ json: JSON) {
        path = json["path"].string ?? ""
        type = json["type"].string ?? ""
    }

    /// Makes what may be made, and refuses what is not of the type.
    package func check() throws {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        let isThere = manager.fileExists(atPath: path, isDirectory: &isFolder)
        switch type {
        case "DirectoryOrCreate" where !isThere: try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        case "FileOrCreate" where !isThere: _ = manager.createFile(atPath: path, contents: Data())
        case "Directory" where !isThere || !isFolder.boolValue, "DirectoryOrCreate" where !isFolder.boolValue && isThere:
            throw StartFailure.volume("hostPath type check failed: \(path) is not a directory")
        case "File" where !isThere || isFolder.boolValue:
            throw StartFailure.volume("hostPath type check failed: \(path) is not a file")
        default: break
        }
    }
}
