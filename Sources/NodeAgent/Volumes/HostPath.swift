import Foundation
import KubeModel

/// A volume that is a file or folder of this machine.
struct HostPath: Sendable, Equatable {
    let path: String
    /// Empty checks nothing.
    let type: String

    init(_ json: JSON) {
        path = json["path"].string ?? ""
        type = json["type"].string ?? ""
    }

    /// Makes what may be made, and refuses what is not of the type.
    func check() throws {
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
