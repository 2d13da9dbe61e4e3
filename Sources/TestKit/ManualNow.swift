package import Foundation
import Synchronization

/// A date that moves only when the test moves it. Pass `manual.now` where a `@Sendable () -> Date` is wanted.
package final class ManualNow: Sendable {
    private let date: Mutex<Date>

    /// - Parameter date: Where it starts; a fixed instant in 2026 unless told otherwise.
    package init(_ date: Date = Date(timeIntervalSince1970: 1_780_000_000)) {
        self.date = Mutex(date)
    }

    package func now() -> Date {
        date.withLock { $0 }
    }

    package func set(_ newDate: Date) {
        date.withLock { $0 = newDate }
    }

    package func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        date.withLock { $0 += Double(seconds) + Double(attoseconds) * 1e-18 }
    }
}
