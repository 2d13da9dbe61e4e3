/// How long the sandbox takes for what it does.
package struct SandboxLatencies: Sendable, Equatable {
    /// The answer to any call that changes something.
    package var call: Duration
    /// The answer to an authorization with `tok_slow`.
    package var slow: Duration
    /// From a call with `tok_timeout` until its charge turns out captured.
    package var settling: Duration

    package init(call: Duration = .zero, slow: Duration = .seconds(2), settling: Duration = .seconds(1)) {
        self.call = call
        self.slow = slow
        self.settling = settling
    }
}
