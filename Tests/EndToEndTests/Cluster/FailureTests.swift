import Foundation
import LoadGenerator
import ProcessControl
import TestKit
import Testing

/// Pods and whole zones that die or hang.
@Suite(.serialized) struct FailureTests {
    @Test(.timeLimit(.minutes(4))) func aKilledPodComesBackAndCostsNoRead() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        try await LocalShop.withShop { shop in
            let reads = try shop.startLoad(rate: 80, for: .seconds(45), seed: seed, "--mix", "list=40,search=20,product=40")
            let journal = shop.folder + "/journal"
            let buyers = try ChildProcess.start(
                SoukBinary.path,
                ["load", "--url", shop.url, "--rate", "15", "--duration", "45s", "--mix", "order=1", "--json", "--journal", journal],
                log: shop.folder + "/buyers.log")
            try await eventually { FileManager.default.fileExists(atPath: journal) }
            var kills = 0
            while reads.process.poll() == nil {
                // Of those that died least: each further death of the same one is answered later, as everywhere.
                let containers = try await shop.containers()
                let fewest = containers.map(\.restarts).min()
                guard let victim = containers.filter({ $0.restarts == fewest }).randomElement(using: &random) else { continue }
                let uses = try await shop.meshView().usable.filter { $0.address == victim.address }
                victim.process.signal(SIGKILL)
                kills += 1
                try await eventually(within: .seconds(20)) {
                    let restarts = try await shop.field(".status.containerStatuses[0].restartCount", of: "pod/\(victim.pod)")
                    let ready = try await shop.field(".status.containerStatuses[0].ready", of: "pod/\(victim.pod)")
                    return restarts != "\(victim.restarts)" && ready == "true"
                }
                // Until then the other pod is all there is.
                try await eventually(within: .seconds(10)) { try await shop.meshView().usable.isSuperset(of: uses) }
                // Both pods of a service lost in the same moment would be another fault than this one.
                try await Task.sleep(for: .seconds(1))
            }
            let result = try await reads.result(within: .seconds(60))
            print("pod kills: \(kills), \(result.total.finished) reads, \(result.lost) lost")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            #expect(kills >= 5, "seed \(seed): only \(kills) kills")
            let status = try await buyers.waitForExit(within: .seconds(120))
            #expect(status == 0, "seed \(seed): \(buyers.output().suffix(2_000))")
            #expect(try OrderJournal.orders(inFile: journal).count > 100)
            try await shop.audit()
        }
    }

    enum Fault: String, CaseIterable { case killed, stopped }

    @Test(.timeLimit(.minutes(4)), arguments: Fault.allCases) func aLostZoneCostsNoRead(fault: Fault) async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            let load = try shop.startLoad(rate: 80, for: .seconds(30), seed: seed, "--mix", "list=40,search=20,product=40")
            let (outage, probes) = try await Probes.during("\(shop.url)/api/products?limit=1") {
                try await Task.sleep(for: .seconds(5))
                return try await Self.loseZone(fault, of: shop)
            }
            Self.expectNormal(probes, outage)
            if fault == .stopped { for process in shop.zoneProcesses(outage.zone) { process.signal(SIGCONT) } }
            let result = try await load.result(within: .seconds(90))
            print("zone \(fault.rawValue): \(result.total.finished) reads, \(result.lost) lost, p99 \(result.total.latency)")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await eventually(within: .seconds(30)) {
                try await shop.kubectl("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[0].ready}").contains("false")
                    == false
            }
            try await shop.audit()
        }
    }

    /// When a zone was lost, when every other proxy knew, and how long it was away at least.
    private struct Outage: Sendable {
        let zone: String
        let begin: ContinuousClock.Instant
        let detection: ContinuousClock.Instant
        let end: ContinuousClock.Instant
    }

    /// Kills or stops the pods and the proxy of a zone that the edge sends requests to, and returns ten seconds later.
    private static func loseZone(_ fault: Fault, of shop: LocalShop) async throws -> Outage {
        let view = try await shop.meshView()
        let zone = try #require(
            LocalShop.zones.first { zone in
                view.usable.contains { view.isUsed($0) && $0.proxy == "edge" && shop.isAddress($0.address, in: zone) }
            })
        let others = LocalShop.proxyNames.filter { $0 != zone }
        let begin = ContinuousClock.now
        if fault == .stopped { for process in shop.zoneProcesses(zone) { process.signal(SIGSTOP) } }
        try await eventually(within: .seconds(10)) {
            // What was started again in the meantime belongs to a zone that is there no more.
            if fault == .killed { for process in shop.zoneProcesses(zone) { process.signal(SIGKILL) } }
            let usable = try await shop.meshView(of: others).usable
            return !usable.contains { shop.isAddress($0.address, in: zone) && view.isUsed($0) }
        }
        let detection = ContinuousClock.now
        try await Task.sleep(until: begin + .seconds(10))
        return Outage(zone: zone, begin: begin, detection: detection, end: .now)
    }

    /// From a second after the detection on, reads are as they were before the zone was lost.
    private static func expectNormal(_ probes: Probes, _ outage: Outage) {
        // The first second fills pools and caches.
        let before = probes.begun(in: outage.begin - .seconds(4)..<outage.begin)
        let during = probes.begun(in: outage.begin..<outage.detection)
        let settling = probes.begun(in: outage.detection..<outage.detection + .seconds(1))
        let after = probes.begun(in: outage.detection + .seconds(1)..<outage.end)
        print(
            "zone lost for \(outage.begin.duration(to: outage.detection)) before it was detected; before: \(before); until detected: \(during); in the second after: \(settling); then: \(after)"
        )
        // Whoever is sent to a pod of the lost zone waits at least for the time that a try has, 500 ms.
        let bound = max(before.median * 10, .milliseconds(400))
        #expect(before.all.count > 50 && after.all.count > 50)
        #expect(after.failures.isEmpty)
        #expect(after.slowest < bound)
    }
}
