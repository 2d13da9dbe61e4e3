/// Ends a command with status 1 and this message: what was wrong, where, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
