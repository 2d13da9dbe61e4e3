/// A card of the sandbox provider. No money moves.
struct TestCard: Sendable, Equatable {
    let token: String
    let name: String
    let explanation: String

    static let all = [
        TestCard(token: "tok_visa", name: "A card that works", explanation: "The payment succeeds at once."),
        TestCard(token: "tok_slow", name: "A slow card", explanation: "The payment succeeds after two seconds."),
        TestCard(token: "tok_declined", name: "A card that is declined", explanation: "The bank says no; nothing is charged."),
        TestCard(
            token: "tok_timeout", name: "A bank that does not answer",
            explanation: "The outcome is unknown for a moment. The shop finds out before it says anything."),
    ]
}
