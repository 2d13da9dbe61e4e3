package import Commerce
package import PaymentAPI

/// Where a payment stands. An intent is a state of its own, so that it is durable before the provider hears of it.
package enum PaymentState: Sendable, Equatable {
    /// The authorization is asked for; the provider may or may not have heard.
    case pending
    case authorized
    /// The capture is asked for; the provider may or may not have heard.
    case capturing
    case declined(reason: String)
    case captured(Money)
    /// The customer shall be charged nothing; whether anything was captured is not known.
    case voiding
    /// The customer shall be charged nothing; this much was captured and is being given back.
    case refunding(captured: Money)
    /// The customer has been charged nothing: whatever was captured has been given back.
    case voided(captured: Money)

    /// The name in the database, in logs and in errors.
    package var name: String {
        switch self {
        case .pending: "pending"
        case .authorized: "authorized"
        case .capturing: "capturing"
        case .declined: "declined"
        case .captured: "captured"
        case .voiding: "voiding"
        case .refunding: "refunding"
        case .voided: "voided"
        }
    }

    /// What the world outside is told.
    package var status: Payment.Status {
        switch self {
        case .pending: .pending
        case .authorized, .capturing: .authorized
        case .declined: .declined
        case .captured: .captured
        case .voiding, .refunding: .voiding
        case .voided: .voided
        }
    }

    /// What has been taken so far; nil when nothing has, as far as is known.
    package var captured: Money? {
        switch self {
        case .captured(let money), .refunding(let money), .voided(let money): money
        case .pending, .authorized, .capturing, .declined, .voiding: nil
        }
    }
}
