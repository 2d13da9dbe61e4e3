import ReleaseEngine

/// The pods and the counters of one version.
struct SimulatedVersion: Sendable {
    /// Of the latency histogram, in milliseconds.
    static let bounds: [Double] = [1, 2.5, 5, 10, 25, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000, 10_000]

    var wanted: Int
    /// When each pod is ready; nil for never.
    var pods: [Double?]
    /// How many requests are still to be answered by pods that are cold.
    var cold = 0
    var crashes = 0
    var requests = Tally()
    var orders = Tally()
    var latencies = LatencyHistogram(bounds: bounds, counts: [Int](repeating: 0, count: bounds.count + 1))

    init(ready: Int) {
        wanted = ready
        pods = [Double?](repeating: 0, count: ready)
    }

    func ready(at time: Double) -> Int {
        pods.count { $0.map { $0 <= time } ?? false }
    }

    /// Ends pods, or starts new ones that are ready at a time of their own and answer their first requests slowly.
    mutating func scale(to replicas: Int, coldRequests: Int, readyAt: () -> Double?) {
        wanted = replicas
        while pods.count > replicas { pods.removeLast() }
        while pods.count < replicas {
            pods.append(readyAt())
            cold += coldRequests
        }
    }

    /// What a controller sees of it.
    func observation(at time: Double) -> VersionObservation {
        VersionObservation(
            wanted: wanted, ready: ready(at: time), crashes: crashes, lastExit: crashes > 0 ? "exit code 134" : nil, config: "r1")
    }
}
