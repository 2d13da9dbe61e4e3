/// An event that cannot happen in this state: a defect of the runner.
package enum SagaError: Error, Equatable {
    case illegal(state: String, event: String)
}
