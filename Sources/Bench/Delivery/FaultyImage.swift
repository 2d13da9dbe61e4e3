import Foundation

/// Images of `souk-faulty`, a bad version of any service, in a measured shop.
struct FaultyImage: Sendable {
    private static let program = "souk-faulty"

    let tag: String
    private let folder: String

    /// Makes the image `souk:<tag>`, which does wrong what `plan` says.
    /// - Parameter plan: The content of `faults.json`.
    init(_ tag: String, in home: String, plan: String) throws {
        self.tag = tag
        folder = "\(home)/images/\(tag)"
        let source = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: Self.program).path ?? Self.program
        guard FileManager.default.isExecutableFile(atPath: source) else {
            throw BenchFailure("\(source) is missing. `make bench-delivery` builds it first; so does `scripts/build \(Self.program)`.")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: folder + "/souk")
        try FileManager.default.copyItem(atPath: source, toPath: folder + "/souk")
        try Data(plan.utf8).write(to: URL(filePath: folder + "/faults.json"), options: .atomic)
    }

    /// When it first did something of a kind, `error`, `slow` or `crash`, after `start`; nil if it never did.
    func first(_ kind: String, after start: Date) -> Date? {
        let text = FileManager.default.contents(atPath: folder + "/faults.log").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let times = text.split(separator: "\n").compactMap { line -> Date? in
            let words = line.split(separator: " ")
            guard words.count == 2, words[1] == kind, let milliseconds = Double(words[0]) else { return nil }
            return Date(timeIntervalSince1970: milliseconds / 1000)
        }
        return times.filter { $0 > start }.min()
    }
}
