package import Foundation

/// When values lapse, in the milliseconds since 1970 that tables hold.
package enum Expiry {
    /// The instant `lifetime` after `date`; the far future when that does not fit.
    package static func milliseconds(_ date: Date, plus lifetime: Duration = .zero) -> Int {
        let (seconds, attoseconds) = lifetime.components
        let now = Int(date.timeIntervalSince1970 * 1_000)
        let (scaled, overflow) = Int(seconds).multipliedReportingOverflow(by: 1_000)
        let (sum, sumOverflow) = scaled.addingReportingOverflow(now + Int(attoseconds / 1_000_000_000_000_000))
        return overflow || sumOverflow ? (seconds < 0 ? 0 : Int.max) : sum
    }
}
