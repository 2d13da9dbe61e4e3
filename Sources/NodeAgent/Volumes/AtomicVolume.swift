package import Foundation

/// A folder whose files change all at once, laid out as Kubernetes does it: each file is a link through `..data`, which is a link to a
/// folder with one whole content, and is exchanged by a rename.
package struct AtomicVolume: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    private static let data = "..data"

    /// Makes the folder show `content`. Says whether anything had to change.
    @discardableResult
    package func show(_ content: VolumeContent, at now: Date) throws -> Bool {
        let manager = FileManager.default
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        let before = try? manager.destinationOfSymbolicLink(atPath: "\(path)/\(Self.data)")
        if let before, current(in: "\(path)/\(before)") == content {
            try clean(keeping: before, content)
            return false
        }
        let version = Self.name(of: now)
        try write(content, to: "\(path)/\(version)")
        let draft = "\(path)/..data_tmp"
        try? manager.removeItem(atPath: draft)
        try manager.createSymbolicLink(atPath: draft, withDestinationPath: version)
        guard rename(draft, "\(path)/\(Self.data)") == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        try link(content)
        try clean(keeping: version, content)
        return true
    }

    private func write(_ content: VolumeContent, to folder: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        for (name, file) in content.files {
            let target = "\(folder)/\(name)"
            try manager.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            guard manager.createFile(atPath: target, contents: Data(file.bytes), attributes: [.posixPermissions: file.mode]) else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: target])
            }
        }
    }

    /// The names that the container sees, each made once and then left alone.
    private func link(_ content: VolumeContent) throws {
        for name in Self.visibleNames(content) {
            let target = "\(Self.data)/\(name)"
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/\(name)")) == target { continue }
            try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
        }
    }

    /// Removes older contents and the names that no longer stand for a file.
    private func clean(keeping version: String, _ content: VolumeContent) throws {
        let visible = Self.visibleNames(content)
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            let isOurs = name == version || name == Self.data || visible.contains(name)
            if !isOurs { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        }
        try link(content)
    }

    private func current(in folder: String) -> VolumeContent? {
        let manager = FileManager.default
        guard let names = manager.enumerator(atPath: folder)?.compactMap({ $0 as? String }) else { return nil }
        var content = VolumeContent()
        for name in names {
            let file = "\(folder)/\(name)"
            guard let attributes = try? manager.attributesOfItem(atPath: file) else { return nil }
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            guard let bytes = manager.contents(atPath: file), let mode = attributes[.posixPermissions] as? NSNumber else { return nil }
            content.files[name] = VolumeContent.File(bytes: Array(bytes), mode: mode.uint16Value)
        }
        return content
    }

    private static func visibleNames(_ content: VolumeContent) -> Set<String> {
        Set(content.files.keys.compactMap { $0.split(separator: "/").first.map(String.init) })
    }

    /// `..2026_01_31_08_15_00.1234567890`, as Kubernetes names them.
    private static func name(of now: Date) -> String {
        let time = now.kubeText.dropLast().map { "-T:".contains($0) ? "_" : $0 }
        return "..\(String(time)).\(UInt32.random(in: 0...UInt32.max))"
    }
}
