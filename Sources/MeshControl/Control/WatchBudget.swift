import Foundation
import Logging

/// Each file that an Envoy watches takes one of the user's inotify instances, of which Linux allows few (128 by default): an Envoy that
/// gets none ends at once.
struct WatchBudget {
    private static let limit: Int? = {
        let text = try? String(contentsOfFile: "/proc/sys/fs/inotify/max_user_instances", encoding: .utf8)
        return text.flatMap { Int($0.filter(\.isNumber)) }
    }()

    private var warnedOf = 0

    /// Warns once for each number that comes near the limit.
    mutating func check(_ translation: MeshTranslation, _ logger: Logger) {
        let needed = translation.resources.values.reduce(0) { $0 + $1.files.count }
        guard let limit = Self.limit, needed * 4 > limit * 3, needed > warnedOf else { return }
        warnedOf = needed
        logger.warning(
            "The proxies watch nearly as many files as allowed: raise fs.inotify.max_user_instances",
            metadata: ["needed": "\(needed)", "limit": "\(limit)"])
    }
}
