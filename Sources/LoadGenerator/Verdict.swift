/// An outcome with what exactly it was, such as `409 out_of_stock`.
package struct Verdict: Sendable, Equatable {
    package var outcome: Outcome
    package var label: String

    package init(outcome: Outcome, label: String) {
        self.outcome = outcome
        self.label = label
    }
}
