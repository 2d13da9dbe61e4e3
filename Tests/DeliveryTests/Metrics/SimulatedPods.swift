import ReleaseEngine
import TestKit

import Delivery

/// Pods that count, come, go, begin again, do not answer and change sides, and what each certainly counted meanwhile.
struct SimulatedPods {
    struct Pod {
        let name: String
        var side: MetricSide
        /// By whether they failed; a counter is there from its first count on.
        var counters: [Bool: Int] = [:]
        /// What it counted since the last reading that succeeded, by whether it failed.
        var growth: [Bool: Int] = [:]
        var isSilent = false
        /// How it stood in the last reading.
        var lastSide: MetricSide?
        var wasRead = false
        /// Whether it has ever begun again.
        var everBegunAgain = false
    }

    /// From the least to the most that a reading may say has been counted, as attempts and failures.
    struct Bounds {
        var least = Tally()
        var most = Tally()

        func allow(_ growth: Tally) -> Bool {
            (least.attempts...most.attempts).contains(growth.attempts) && (least.failures...most.failures).contains(growth.failures)
        }
    }

    private(set) var pods: [Pod] = []
    private var made = 0

    /// Something happens to some of them.
    mutating func step(using random: inout SeededGenerator) {
        if pods.count < 2 || Int.random(in: 0..<8, using: &random) == 0, pods.count < 8 {
            made += 1
            pods.append(Pod(name: "p\(made)", side: Bool.random(using: &random) ? .new : .stable))
            if Bool.random(using: &random) { count(pods.count - 1, using: &random) }
        }
        for index in pods.indices {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                pods[index].counters = [:]
                pods[index].everBegunAgain = true
            case 1: pods[index].isSilent.toggle()
            case 2: pods[index].side = pods[index].side == .new ? .stable : .new
            default: break
            }
            if pods[index].isSilent, Bool.random(using: &random) { pods[index].isSilent = false }
            if Int.random(in: 0..<3, using: &random) > 0 { count(index, using: &random) }
        }
        if Int.random(in: 0..<12, using: &random) == 0 { pods.remove(at: Int.random(in: pods.indices, using: &random)) }
    }

    private mutating func count(_ index: Int, using random: inout SeededGenerator) {
        for hasFailed in [false, true] where Bool.random(using: &random) {
            let more = Int.random(in: 1...40, using: &random)
            pods[index].counters[hasFailed, default: 0] += more
            pods[index].growth[hasFailed, default: 0] += more
        }
    }

    /// What an exposition shows of them.
    var lines: [String] {
        pods.flatMap { pod in
            ["up{pod=\"\(pod.name)\"} \(pod.isSilent ? 0 : 1)"]
                + (pod.isSilent ? [] : pod.counters.map { "a{pod=\"\(pod.name)\",bad=\"\($0.key ? 1 : 0)\"} \($0.value)" })
        }
    }

    /// The pods on the new side.
    var canary: Set<String> { Set(pods.filter { $0.side == .new }.map(\.name)) }

    /// Whether anything of a side can be seen.
    func isVisible(_ side: MetricSide) -> Bool { pods.contains { $0.side == side && !$0.isSilent && !$0.counters.isEmpty } }

    /// A reading has been made: what it may have said of each side since the one before.
    mutating func endReading() -> [MetricSide: Bounds] {
        var bounds: [MetricSide: Bounds] = [.stable: Bounds(), .new: Bounds()]
        for index in pods.indices {
            let pod = pods[index]
            // Only who was read before and after, on one side, can have told anything.
            if pod.wasRead, !pod.isSilent, pod.lastSide == pod.side {
                let failures = pod.growth[true] ?? 0
                let attempts = failures + (pod.growth[false] ?? 0)
                bounds[pod.side]?.most.attempts += attempts
                bounds[pod.side]?.most.failures += failures
                if !pod.everBegunAgain {
                    bounds[pod.side]?.least.attempts += attempts
                    bounds[pod.side]?.least.failures += failures
                }
            }
            pods[index].wasRead = !pod.isSilent
            pods[index].lastSide = pod.side
            pods[index].growth = [:]
        }
        return bounds
    }
}
