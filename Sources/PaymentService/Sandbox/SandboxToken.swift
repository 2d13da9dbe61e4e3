/// The payment tokens that the sandbox knows. Any other is refused as invalid.
package enum SandboxToken: String, Sendable, CaseIterable {
    /// Is authorized at once.
    case visa = "tok_visa"
    /// Is declined.
    case declined = "tok_declined"
    /// Gets no answer in time, and a while later turns out captured.
    case timeout = "tok_timeout"
    /// Is authorized, but the answer takes its time.
    case slow = "tok_slow"
}
