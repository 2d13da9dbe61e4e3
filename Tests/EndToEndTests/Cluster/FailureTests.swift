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
                victim.process.signal(SIGKILL)
                kills += 1
                try await eventually(within: .seconds(20)) {
                    let restarts = try await shop.field(".status.containerStatuses[0].restartCount", of: "pod/\(victim.pod)")
                    let ready = try await shop.field(".status.containerStatuses[0].ready", of: "pod/\(victim.pod)")
                    return restarts != "\(victim.restarts)" && ready == "true"
                }
                // Every proxy looks again within its interval of half a second; until then the other pod is all there is.
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
            try await Task.sleep(for: .seconds(4))
            let zone = try await shop.zoneProcesses("zone-a")
            #expect(zone.count >= 2, "pods and the proxy of the zone")
            for process in zone { process.signal(fault == .killed ? SIGKILL : SIGSTOP) }
            try await Task.sleep(for: .seconds(10))
            if fault == .stopped { for process in zone { process.signal(SIGCONT) } }
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
}
