import Foundation

/// The `souk` that the same build put beside this program.
enum SoukProgram {
    /// Throws ``BenchFailure`` when it is not there.
    static func path() throws -> String {
        let path = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "souk").path ?? "souk"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchFailure("\(path) is missing. `make bench` builds it first; so does `scripts/build souk`.")
        }
        return path
    }
}
