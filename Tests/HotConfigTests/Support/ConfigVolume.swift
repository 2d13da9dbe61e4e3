import Foundation

/// A folder that is changed as the kubelet changes a ConfigMap volume: a new timestamped directory, then `..data` renamed onto it.
struct ConfigVolume {
    let path: String
    private var generation = 0
    private var current: String?

    init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Replaces all keys at once.
    mutating func write(_ files: [String: String]) throws {
        try write(files.mapValues { Data($0.utf8) })
    }

    mutating func write(_ files: [String: Data]) throws {
        let manager = FileManager.default
        generation += 1
        let directory = "..2026_01_31_12_00_00.\(generation)"
        try manager.createDirectory(atPath: "\(path)/\(directory)", withIntermediateDirectories: false)
        for (name, content) in files { try content.write(to: URL(filePath: "\(path)/\(directory)/\(name)")) }
        try manager.createSymbolicLink(atPath: "\(path)/..data_tmp", withDestinationPath: directory)
        guard rename("\(path)/..data_tmp", "\(path)/..data") == 0 else { throw POSIXError(.EIO) }
        try link(files.keys)
        if let current { try manager.removeItem(atPath: "\(path)/\(current)") }
        current = directory
    }

    /// The links that programs see: `key -> ..data/key`.
    private func link(_ names: some Sequence<String>) throws {
        let wanted = Set(names)
        let visible = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }
        for name in visible where !wanted.contains(name) { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        for name in wanted where !visible.contains(name) {
            try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: "..data/\(name)")
        }
    }
}
