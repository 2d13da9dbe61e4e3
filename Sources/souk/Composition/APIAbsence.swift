/// How long the API has been away from somebody who follows an object: a restarted control plane is waited for, one that is gone is not.
struct APIAbsence {
    static let limit: Duration = .seconds(120)

    private var began: ContinuousClock.Instant?

    /// Whether it has lasted for too long by now.
    mutating func goesOn() -> Bool {
        let start = began ?? .now
        began = start
        return start.duration(to: .now) >= Self.limit
    }

    mutating func isOver() { began = nil }

    /// What is told then, about a rollout that goes on without the one who follows it.
    static func failure(_ name: String, command: String) -> CommandFailure {
        CommandFailure("The API has been away for \(limit.components.seconds) s. \(name) goes on with its controller: \(command) shows it.")
    }
}
