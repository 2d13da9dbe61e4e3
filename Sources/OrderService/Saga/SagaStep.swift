/// One call to another service. Each may be repeated with the same effect.
package enum SagaStep: String, Sendable, CaseIterable {
    case reserve
    case authorize
    case queryPayment = "query_payment"
    case capture
    case commit
    case void
    case release
}
