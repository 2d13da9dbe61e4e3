import Foundation

/// The machine at the start of a run: what somebody must know to repeat it.
struct Conditions: Codable, Sendable {
    let takenAt: Date
    let cores: Int
    /// The mean number of runnable processes over the last minute, before the first measurement.
    let load: Double

    /// Whether something else had work for more than a tenth of a core.
    var isBusy: Bool { load > 0.1 * Double(cores) }

    static func now() -> Conditions {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return Conditions(
            takenAt: Date(), cores: ProcessInfo.processInfo.activeProcessorCount,
            load: text.split(separator: " ").first.flatMap { Double($0) } ?? 0)
    }
}
