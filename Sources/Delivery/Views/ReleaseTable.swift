package import KubeModel
import ReleaseEngine

/// Releases as rows of a table, the newest last.
package enum ReleaseTable {
    private static let head = ["SERVICE", "RELEASE", "TO", "PHASE", "STEP", "WEIGHT", "AGE", "SAYS"]

    /// - Parameter now: For the ages.
    package static func rows(_ reports: [RolloutReport], now: KubeTime) -> [[String]] {
        [head]
            + sorted(reports).map { report in
                [
                    report.service, report.name, report.target, report.phase.rawValue, "\(report.step)/\(report.steps)",
                    "\(report.weight) %", report.created.map { age($0, now) } ?? "-", report.waiting ?? report.message ?? "",
                ]
            }
    }

    /// By service, and of each the oldest first.
    package static func sorted(_ reports: [RolloutReport]) -> [RolloutReport] {
        reports.sorted {
            ($0.service, $0.created ?? KubeTime(seconds: 0), $0.name) < ($1.service, $1.created ?? KubeTime(seconds: 0), $1.name)
        }
    }

    /// `42s`, `5m`, `3h`, `9d`
    static func age(_ since: KubeTime, _ now: KubeTime) -> String {
        let seconds = max(0, now.seconds - since.seconds)
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<7_200: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3_600)h"
        default: return "\(seconds / 86_400)d"
        }
    }
}
