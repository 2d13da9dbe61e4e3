import Foundation
import TestKit

extension LocalShop {
    /// What the pods of a service say of themselves in the metrics.
    struct PodMetrics: Sendable {
        private let lines: [Substring]
        private let service: String

        init(of service: String, at metricsURL: String) async throws {
            self.service = service
            lines = try await HTTP.get(metricsURL).body.split(separator: "\n").filter { $0.contains("service=\"\(service)\"") }
        }

        /// The start of the content hash of the revision that each pod runs.
        var revisions: [String: String] { texts("souk_config_info", label: "revision") }

        /// Sums of a counter's series by pod; only those whose line holds `text`.
        func sums(_ name: String, containing text: String = "") -> [String: Double] {
            samples(name).filter { $0.line.contains(text) }.reduce(into: [:]) { $0[$1.pod, default: 0] += $1.value }
        }

        private func texts(_ name: String, label: String) -> [String: String] {
            samples(name).filter { $0.value == 1 }.reduce(into: [:]) { texts, sample in
                texts[sample.pod] = Self.label(label, in: sample.line)
            }
        }

        private func samples(_ name: String) -> [(pod: String, line: Substring, value: Double)] {
            lines.filter { $0.hasPrefix(name + "{") }.compactMap { line in
                guard let pod = Self.label("pod", in: line), let value = line.split(separator: " ").last.flatMap({ Double($0) }) else {
                    return nil
                }
                return (pod, line, value)
            }
        }

        private static func label(_ name: String, in line: Substring) -> String? {
            guard let start = line.range(of: "\(name)=\"", options: .regularExpression)?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end])
        }
    }

    func podMetrics(of service: String) async throws -> PodMetrics { try await PodMetrics(of: service, at: metricsURL) }

    /// One revision in `souk config history --json`.
    struct ConfigRevision: Decodable, Equatable, Sendable {
        let revision: String
        let author: String
        let reason: String
        let state: String
        let hash: String
        let time: String
    }

    /// The history of a service's configuration, the newest first.
    func configHistory(of service: String) async throws -> [ConfigRevision] {
        let answer = try await souk("config", "history", service, "--json")
        guard answer.status == 0 else { throw SpawnError(program: "souk config history", reason: answer.output) }
        return try JSONDecoder().decode([ConfigRevision].self, from: Data(answer.output.utf8))
    }

    /// Runs a command that has to succeed, and returns what it printed.
    @discardableResult
    func soukConfig(_ arguments: String...) async throws -> String {
        let answer = try await souk(["config"] + arguments)
        guard answer.status == 0 else {
            throw SpawnError(program: "souk config \(arguments.joined(separator: " "))", reason: answer.output)
        }
        return answer.output
    }
}

/// Which pods have been seen to run a revision, from when to when.
actor RevisionWatch {
    private(set) var seen: [String: ClosedRange<ContinuousClock.Instant>] = [:]
    private let shop: LocalShop
    private let service: String
    /// What is no news.
    private let usual: Set<String>

    init(_ shop: LocalShop, of service: String, besides usual: Set<String>) {
        self.shop = shop
        self.service = service
        self.usual = usual
    }

    /// Looks until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            if let revisions = try? await shop.podMetrics(of: service).revisions { note(revisions) }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private func note(_ revisions: [String: String]) {
        let now = ContinuousClock.now
        for (pod, revision) in revisions where !usual.contains(revision) { seen[pod] = (seen[pod]?.lowerBound ?? now)...now }
    }
}
