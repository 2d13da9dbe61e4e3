/// Why a provider call gave no answer, or a refusal.
package enum ProviderError: Error, Equatable {
    /// The provider has certainly not processed the call.
    case unavailable
    /// The provider may or may not have processed the call, or may do so later.
    case outcomeUnknown
    /// The provider has certainly not processed the call, and never will as it stands.
    case rejected(ProviderRejection)
}

/// Why a provider refuses a call.
package enum ProviderRejection: String, Error, Sendable, Equatable, CaseIterable {
    /// The token is not one the provider gave out.
    case invalidToken = "invalid_token"
    /// The key was used before, for a call with other parameters.
    case keyReused = "key_reused"
    /// The provider has no charge of that order.
    case unknownCharge = "unknown_charge"
    /// The charge is not decided yet: ask again later.
    case stillProcessing = "still_processing"
    /// Only an authorized charge can be captured.
    case notAuthorized = "not_authorized"
    /// More than was authorized.
    case exceedsAuthorization = "exceeds_authorization"
    /// The money has been taken: a charge is captured once, and cannot be voided after that.
    case alreadyCaptured = "already_captured"
    /// More than is left of the capture, or nothing was captured.
    case exceedsCapture = "exceeds_capture"
}
