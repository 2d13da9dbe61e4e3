import Foundation

/// The images of the local cluster: `souk:<tag>` is the program in the folder `<tag>`.
struct ImageFolder: Sendable {
    let path: String

    /// The tag under which `souk up` keeps its own program.
    static let ownTag = "local"

    func program(tag: String) -> String { "\(path)/\(tag)/souk" }

    /// Lies there from before the program of ``ownTag`` is exchanged until its pods have been restarted.
    private var unfinished: String { "\(path).unfinished" }

    /// Whether pods of ``ownTag`` may run another program than it is by now, also when whoever was to restart them did not come to it.
    var isOwnStale: Bool { FileManager.default.fileExists(atPath: unfinished) }

    /// Every pod of ``ownTag`` runs what it is now, or will at its start.
    func noteOwnRolledOut() { try? FileManager.default.removeItem(atPath: unfinished) }

    /// Copies `binary` in under `tag`; what runs from the old file goes on with it. Returns whether anything changed.
    /// Throws ``CommandFailure`` when the tag is no tag, or the file cannot be read or is no program.
    @discardableResult
    func add(tag: String, binary: String) throws -> Bool {
        guard Self.isTag(tag) else {
            throw CommandFailure("'\(tag)' is no image tag: letters, digits, '.', '_' and '-', at most 128, starting with none of '.-'.")
        }
        guard FileManager.default.isExecutableFile(atPath: binary) else {
            throw CommandFailure("\(binary) is no program that can be run. Name the souk binary of the version that you want under \(tag).")
        }
        let target = program(tag: tag)
        guard Self.mark(of: binary) != Self.mark(of: target) else { return false }
        do {
            try PrivateFile.createFolder("\(path)/\(tag)")
            let fresh = "\(target).\(UUID().uuidString).new"
            try FileManager.default.copyItem(atPath: binary, toPath: fresh)
            let modified = try FileManager.default.attributesOfItem(atPath: binary)[.modificationDate]
            try FileManager.default.setAttributes([.modificationDate: modified ?? Date()], ofItemAtPath: fresh)
            if tag == Self.ownTag { try PrivateFile.write("", to: unfinished) }
            guard rename(fresh, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw CommandFailure("The image \(tag) cannot be written to \(target): \(error.localizedDescription)")
        }
        return true
    }

    /// What tells one build from another without reading it: a copy keeps size and time, the time to the second.
    private static func mark(of file: String) -> [Int]? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file), let size = attributes[.size] as? NSNumber,
            let modified = attributes[.modificationDate] as? Date
        else { return nil }
        return [size.intValue, Int(modified.timeIntervalSince1970)]
    }

    private static func isTag(_ text: String) -> Bool {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return allowed && (1...128).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasPrefix("-")
    }
}
