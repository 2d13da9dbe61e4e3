/// A reservation that a batch created or changed.
package struct ReservationChange: Sendable, Equatable {
    /// As it was loaded; nil when it is new.
    package let before: ReservationRecord?
    package let after: ReservationRecord
}
