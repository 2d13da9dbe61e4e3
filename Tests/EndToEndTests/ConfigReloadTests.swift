import Foundation
import LoadGenerator
import TestKit
import Testing

/// Configuration edited a thousand times while the shop serves.
@Suite(.serialized) struct ConfigReloadTests {
    private struct Edit {
        let text: String
        /// The threshold it asks for, or nil when the edit is invalid.
        let threshold: Int?
    }

    private static let edits = 1_000

    @Test(.timeLimit(.minutes(10))) func aThousandEditsUnderLoad() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        try await ShopCluster.withCluster(replicas: 1) { cluster in
            let api = try cluster.api()
            _ = try await api.importCatalogue()
            let replica = try #require(cluster.replicas(.product).first)
            let load = try ChildProcess.start(
                SoukBinary.path,
                ["load", "--rate", "100", "--duration", "1h", "--mix", "list=1,product=3,search=1", "--json", "--once"]
                    + ["--url", cluster.urls(.order)[0], "--catalog-url", replica.url], log: cluster.home + "/load.log")
            var delays: [Duration] = []
            do {
                delays = try await Self.edit(cluster.configFile(.product), seed: seed, configz: replica.adminURL + "/configz")
            } catch {
                load.send(SIGKILL)
                try await load.waitForExit()
                throw error
            }
            load.send(SIGINT)
            try await load.waitForExit()
            let output = load.output()
            let json = try #require(output.split(separator: "\n").last { $0.hasPrefix("{") }, "\(output.suffix(2_000))")
            let result = try JSONDecoder().decode(LoadResult.self, from: Data(json.utf8))
            #expect(result.failed == 0 && result.shed == 0, "seed \(seed): \(json)")
            #expect(result.total.finished > 1_000, "seed \(seed): too little load to mean anything: \(json)")
            let p99 = delays.sorted()[delays.count * 99 / 100]
            print("config: \(Self.edits) edits, \(delays.count) applied, p99 \(p99), slowest \(delays.max() ?? .zero)")
            #expect(p99 < .milliseconds(250), "seed \(seed)")
        }
    }

    /// Writes the edits one after another, each as soon as the one before has been taken or refused, and returns how long each
    /// valid one took from write to applied. Throws when a value is served that no valid edit asked for.
    private static func edit(_ file: String, seed: UInt64, configz: String) async throws -> [Duration] {
        var random = SeededGenerator(seed: seed)
        var served = 100
        var delays: [Duration] = []
        for number in 0..<edits {
            let edit = randomEdit(number, using: &random)
            let before = try await state(configz)
            let start = ContinuousClock.now
            try replace(file, with: edit.text)
            try await eventually(within: .seconds(5)) {
                let now = try await state(configz)
                guard now.threshold == served || now.threshold == edit.threshold else {
                    throw SpawnError(program: "edit \(number), seed \(seed)", reason: "\(now.threshold) is served, which nobody asked for")
                }
                return edit.threshold == nil ? now.rejectedRevision != before.rejectedRevision : now.threshold == edit.threshold
            }
            if let threshold = edit.threshold {
                delays.append(.now - start)
                served = threshold
            }
        }
        return delays
    }

    /// What `/configz` says: the threshold that is in force, and the revision that was refused last.
    private static func state(_ url: String) async throws -> (threshold: Int, rejectedRevision: String) {
        let services = try await HTTP.get(url).object()["services"] as? [[String: Any]]
        let values = services?.first?["values"] as? [[String: Any]]
        let entry = values?.first { $0["key"] as? String == "inventory.threshold" }
        let rejected = services?.first?["lastRejected"] as? [String: Any]
        guard let threshold = entry?["value"] as? Int else {
            throw SpawnError(program: "configz", reason: "no inventory.threshold in \(services ?? [])")
        }
        return (threshold, rejected?["revision"] as? String ?? "")
    }

    private static func randomEdit(_ number: Int, using random: inout SeededGenerator) -> Edit {
        let threshold = 1_000 + number
        let valid = "cache:\n  ttl: \(Int.random(in: 1...60, using: &random))s\ninventory:\n  threshold: \(threshold)\n"
        // Each invalid edit is another text, so that its refusal shows as a new revision.
        let invalid = [
            "inventory:\n  threshold: -\(number + 1)\n", "inventory:\n  threshold: many-\(number)\n", "inventory: [\(number)",
            "inventory.treshold: \(threshold)\n", "cache:\n  ttl: \(number)parsecs\ninventory:\n  threshold: \(threshold)\n",
            "inventory:\n  threshold: \(threshold)\ninventory:\n  threshold: 5\n", "# nothing but a remark \(number)\n\u{0}",
        ]
        guard Int.random(in: 0..<3, using: &random) == 0, let text = invalid.randomElement(using: &random) else {
            return Edit(text: valid, threshold: threshold)
        }
        return Edit(text: text, threshold: nil)
    }

    private static func replace(_ file: String, with text: String) throws {
        try text.write(toFile: file + ".new", atomically: false, encoding: .utf8)
        guard rename(file + ".new", file) == 0 else { throw SpawnError(program: "rename", reason: String(cString: strerror(errno))) }
    }
}
