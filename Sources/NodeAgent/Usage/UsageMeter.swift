package import Foundation
package import ProcessControl

/// Makes rates of what processes have used, from one sample to the next. Pure but for what it is given.
package struct UsageMeter: Sendable {

    package init() {
    }
    /// One container as it was sampled.
    package struct Sample: Sendable, Equatable {
        /// Since the start of its processes, in nanoseconds.
        package var cpu: UInt64
        /// Bytes.
        package var memory: Int
        package var time: Date

        package init(cpu: UInt64, memory: Int, time: Date) {
            self.cpu = cpu
            self.memory = memory
            self.time = time
        }
    }

    private var samples: [String: Sample] = [:]
    package private(set) var measurements: [String: (measurement: Measurement, time: Date, window: Duration)] = [:]

    /// Takes one sample of every run that goes on, by its ID. Those that are missing have ended.
    package mutating func take(_ new: [String: Sample]) {
        for (id, sample) in new {
            guard let old = samples[id], sample.time > old.time else { continue }
            let window = sample.time.timeIntervalSince(old.time)
            // A process of several may have ended, which takes its time away.
            let used = sample.cpu > old.cpu ? Double(sample.cpu - old.cpu) : 0
            let measurement = Measurement(cpuNanocores: Int(used / window), memoryBytes: sample.memory)
            measurements[id] = (measurement, sample.time, .seconds(window))
        }
        measurements = measurements.filter { new[$0.key] != nil }
        samples = new
    }
}

extension UsageMeter.Sample {
    /// The sum over `members`; nil when none of them runs.
    package init?(members: [ProcessIdentity], at now: Date) {
        let usages = members.compactMap(\.usage)
        guard !usages.isEmpty else { return nil }
        self.init(
            cpu: usages.reduce(0) { $0 + $1.cpuNanoseconds }, memory: usages.reduce(0) { $0 + $1.residentBytes }, time: now)
    }
}
