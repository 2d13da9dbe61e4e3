package import Foundation
import Synchronization

/// Gives out versions that grow: microseconds since 1970, or one more than the last when the clock stands still or steps back.
///
/// The clock makes a key that was removed and created again start above its old versions, so that an ETag from its
/// earlier life cannot match by accident.
package final class VersionSequence: Sendable {
    private let now: @Sendable () -> Date
    private let last = Mutex(0)

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// A version above `stored` and above every one given out before.
    package func next(after stored: Int = 0) -> Int {
        let clock = Int(now().timeIntervalSince1970 * 1_000_000)
        return last.withLock { last in
            last = max(clock, stored + 1, last + 1)
            return last
        }
    }
}
