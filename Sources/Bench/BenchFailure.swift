/// Ends the benchmark with this message: what went wrong, where, and what to do.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
