import Foundation

/// Figures that are printed as a table and may be kept as JSON.
protocol PublishedReport: Encodable {
    var table: String { get }
}

extension PublishedReport {
    /// - Parameter path: A file for the JSON; nil keeps none.
    func publish(to path: String?) throws {
        print(table)
        guard let path else { return }
        do {
            try write(to: path)
        } catch {
            throw BenchFailure("\(path) cannot be written: \(error.localizedDescription)")
        }
        print("\nThe figures with every round are in \(path).")
    }

    private func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
    }
}
