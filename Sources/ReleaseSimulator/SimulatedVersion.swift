import ReleaseEngine

/// The pods and the counters of one version.
struct SimulatedVersion: Sendable {
    /// Of the latency histogram, in milliseconds.
    static let bounds: [Double] = [1, 2.5, 5, 10, 25, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000, 10_000]

    var wanted: Int
    /// When each pod is ready; nil for never.
    var pods: [Double?]
    /// How many pods have been ready, and how many requests are still to be answered by such as are cold.
    private var started: Int
    private var cold = 0
    var crashes = 0
    var requests = Tally()
    var orders = Tally()
    var latencies = LatencyHistogram(bounds: bounds, counts: [Int](repeating: 0, count: bounds.count + 1))

    init(ready: Int) {
        wanted = ready
        started = ready
        pods = [Double?](repeating: 0, count: ready)
    }

    func ready(at time: Double) -> Int {
        pods.count { $0.map { $0 <= time } ?? false }
    }

    /// Ends pods, or starts new ones that are ready at a time of their own.
    mutating func scale(to replicas: Int, readyAt: () -> Double?) {
        wanted = replicas
        while pods.count > replicas { pods.removeLast() }
        while pods.count < replicas { pods.append(readyAt()) }
    }

    /// How many of the next requests are among the first of a new pod.
    mutating func takeCold(of requests: Int, perPod: Int, at time: Double) -> Int {
        let ready = ready(at: time)
        cold += max(ready - started, 0) * perPod
        started = max(started, ready)
        defer { cold -= min(cold, requests) }
        return min(cold, requests)
    }

    /// What a controller sees of it.
    func observation(at time: Double) -> VersionObservation {
        VersionObservation(
            wanted: wanted, ready: ready(at: time), crashes: crashes, lastExit: crashes > 0 ? "exit code 134" : nil, config: "r1")
    }
}
