/// How long a container that ended has to wait before it runs again: not at all the first time, then 10 s, 20 s and so on up to
/// 300 s; from the beginning once it has run for 10 minutes. All in seconds, as in Kubernetes.
package struct RestartBackoff: Codable, Sendable, Equatable {
    package static let first = 10.0
    package static let longest = 300.0
    package static let forgiven = 600.0

    /// The restarts in a row that came too soon.
    package private(set) var step = 0

    /// The pause before the restart that follows a run of `lifetime` seconds.
    package mutating func pause(afterRunOf lifetime: Double) -> Double {
        if lifetime >= Self.forgiven { step = 0 }
        defer { step += 1 }
        return Self.pause(step: step)
    }

    /// The pause at a step: 0, 10, 20, 40 … 300.
    package static func pause(step: Int) -> Double {
        guard step > 0 else { return 0 }
        var pause = first
        for _ in 1..<step where pause < longest { pause *= 2 }
        return min(pause, longest)
    }
}
