import KubeModel
import Logging
import ReleaseEngine

/// What all workers of a controller share.
struct WorkerTools: Sendable {
    /// Writes only while the lease is held.
    let api: any ObjectAPI
    let lease: LeaderLease
    let readings: MetricReadings
    let events: EventWriter
    let settings: DeliverySettings
    let clock: any Clock<Duration>
    let now: @Sendable () -> KubeTime
    let logger: Logger

    /// After failures. Not long: a rollout under way must not be left alone.
    var backoff: Backoff { Backoff(first: settings.passInterval, longest: .seconds(2)) }

    var moment: Moment { Moment(milliseconds: now().microseconds / 1000) }
}
