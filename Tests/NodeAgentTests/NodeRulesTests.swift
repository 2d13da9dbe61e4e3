import Foundation
import KubeModel
import Testing

import NodeAgent

@Suite struct NodeRulesTests {
    @Test func addressesAreGivenInTurn() {
        var pool = AddressPool(network: "127.1")
        #expect((0..<3).compactMap { _ in pool.take() } == ["127.1.1.1", "127.1.1.2", "127.1.1.3"])
        pool.release("127.1.1.2")
        #expect(pool.take() == "127.1.1.4", "what became free is not used again soon")
        pool.reserve("127.1.1.5")
        #expect(pool.take() == "127.1.1.6")
        var late = AddressPool(network: "127.1", next: AddressPool.count - 1)
        #expect(late.take() == "127.1.254.254")
        #expect(late.take() == "127.1.1.1")
    }

    @Test func addressesRunOut() {
        var pool = AddressPool(network: "127.1")
        var all: Set<String> = []
        while let address = pool.take() { all.insert(address) }
        #expect(all.count == AddressPool.count)
        #expect(!all.contains { $0.hasSuffix(".0") || $0.hasSuffix(".255") || $0.contains(".0.") })
        pool.release("127.1.7.7")
        #expect(pool.take() == "127.1.7.7")
    }

    @Test(
        arguments: [
            ([:], "BestEffort"), (["requests": ["cpu": "1"]], "Burstable"), (["limits": ["cpu": "1", "memory": "1Gi"]], "Guaranteed"),
            (["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "1000m", "memory": "1024Mi"]], "Guaranteed"),
            (["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "500m"]], "Burstable"), (["limits": ["cpu": "1"]], "Burstable"),
        ] as [(JSON, String)])
    func qualityOfService(resources: JSON, expected: String) {
        #expect(QualityOfService(PodDriver.pod(PodDriver.single(["resources": resources]))).rawValue == expected)
    }

    @Test func usageIsARateOverTheWindow() throws {
        var meter = UsageMeter()
        let start = PodDriver.start
        meter.take(["a": .init(cpu: 1_000_000_000, memory: 10, time: start), "b": .init(cpu: 5, memory: 1, time: start)])
        #expect(meter.measurements.isEmpty, "one sample is no rate")
        meter.take(["a": .init(cpu: 2_000_000_000, memory: 20, time: start + 2)])
        let found = try #require(meter.measurements["a"])
        #expect(found.measurement == Measurement(cpuNanocores: 500_000_000, memoryBytes: 20))
        #expect(found.window == .seconds(2) && meter.measurements.count == 1)
        meter.take(["a": .init(cpu: 1_000_000_000, memory: 20, time: start + 4)])
        #expect(meter.measurements["a"]?.measurement.cpuNanocores == 0, "a part of it has ended")
    }

    @Test func variablesAreExpandedOnce() {
        let variables = ["A": "1", "B": "$(A)"]
        let table = [
            "$(A)": "1", "$(B)": "$(A)", "$$(A)": "$(A)", "$A": "$A", "$(": "$(", "x$(A)y$(C)": "x1y$(C)", "$$$(A)": "$1", "": "", "$": "$",
        ]
        for (text, expected) in table { #expect(VariableExpansion.expand(text, variables) == expected, "\(text)") }
    }
}
