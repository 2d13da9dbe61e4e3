/// How a step failed.
package enum SagaFailure: Sendable, Equatable, CaseIterable {
    /// It was certainly not processed.
    case unavailable
    /// It may or may not have been processed, or the answer was none that anybody expected: to be queried, never guessed.
    case unknown
}
