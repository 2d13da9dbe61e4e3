import Foundation
import KubeModel
import LocalCluster
import Synchronization
import TestKit
import Testing

/// Measures, and fails only where something is out of all proportion.
@Suite("Figures of the store", .serialized)
struct StoreFigures {
    @Test("writes a second, one writer and many")
    func writeRate() async throws {
        try await withStore { store in
            let clock = ContinuousClock()
            let alone = try await clock.measure {
                for index in 0..<200 { try await store.create(Sample.configMap("a\(index)", ["k": "v"]), as: .configMaps) }
            }
            let together = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<32 {
                        group.addTask {
                            for index in 0..<60 {
                                try await store.create(Sample.configMap("b\(writer)-\(index)", ["k": "v"]), as: .configMaps)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let rates = (alone: 200 / alone.inSeconds, together: 1_920 / together.inSeconds)
            print("store: \(Int(rates.alone)) durable writes/s by one writer, \(Int(rates.together)) by 32")
            #expect(rates.together > rates.alone * 0.8)
        }
    }

    @Test("from a write's acknowledgement to its event, in process")
    func watchLatency() async throws {
        try await withStore { store in
            let watch = try await store.watch(.configMaps, namespace: "shop", selector: .everything, after: String(store.version))
            var events = watch.makeAsyncIterator()
            var delays: [Double] = []
            for index in 0..<300 {
                let begun = ContinuousClock.now
                async let made = store.create(Sample.configMap("m\(index)"), as: .configMaps)
                let event = try await events.next()
                delays.append((ContinuousClock.now - begun).inSeconds * 1_000)
                let name = try await made.name
                #expect(event?.object?.name == name)
            }
            delays.sort()
            print("store: begin of a write to its event p50 \(delays[150].rounded(to: 2)) ms, p99 \(delays[297].rounded(to: 2)) ms")
            #expect(delays[150] < 1_000)
        }
    }
}

extension Duration {
    /// As a fraction.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Double {
    func rounded(to digits: Int) -> Double {
        let factor = pow(10, Double(digits))
        return (self * factor).rounded() / factor
    }
}
