import Foundation
import LoadGenerator
import TestKit

extension LocalShop {
    /// A release as its object tells it.
    struct Released: Sendable {
        let name: String
        let to: String
        let phase: String
        let reason: String
        let message: String
        let step: String
        let weight: Int
        /// What happened, the oldest first.
        let history: [String]
        /// Since when every proxy has confirmed that the losing version gets nothing; nil before.
        let goneSince: Date?
        /// Outcomes that were counted of the new version, by metric.
        let counted: [String: Int]

        init(_ object: [String: Any]) {
            let (metadata, spec) = (object["metadata"] as? [String: Any] ?? [:], object["spec"] as? [String: Any] ?? [:])
            let status = object["status"] as? [String: Any] ?? [:]
            name = metadata["name"] as? String ?? ""
            to = spec["to"] as? String ?? ""
            phase = status["phase"] as? String ?? "Pending"
            reason = status["reason"] as? String ?? ""
            message = status["message"] as? String ?? ""
            step = status["step"] as? String ?? ""
            weight = status["weight"] as? Int ?? 0
            history = (status["history"] as? [[String: Any]] ?? []).compactMap { $0["message"] as? String }
            counted = (status["analyses"] as? [[String: Any]] ?? []).reduce(into: [:]) { counted, analysis in
                counted[analysis["metric"] as? String ?? ""] = (analysis["new"] as? [String: Any])?["attempts"] as? Int
            }
            let engine = (status["engine"] as? String).flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) } as? [String: Any]
            goneSince = (engine?["drainingSince"] as? Double).map { Date(timeIntervalSince1970: $0 / 1000) }
        }
    }

    /// Every release of a service, the oldest first.
    func releases(of service: String) async throws -> [Released] {
        let answer = try await SoukBinary.run(["release", "history", service, "--json", "--home", home], in: folder)
        let objects = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [[String: Any]]
        guard answer.status == 0, let objects else { throw SpawnError(program: "souk release history", reason: answer.output) }
        return objects.map(Released.init)
    }

    /// The newest release of a service.
    func release(of service: String) async throws -> Released {
        guard let last = try await releases(of: service).last else { throw SpawnError(program: "release", reason: "\(service) has none") }
        return last
    }

    /// `souk release …` to its end.
    @discardableResult
    func souk(_ arguments: String...) async throws -> (status: Int32, output: String) { try await souk(arguments) }

    @discardableResult
    func souk(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        try await SoukBinary.run(arguments + ["--home", home], in: folder, environment: ["HOME": folder])
    }

    /// `souk …`, running.
    func startSouk(_ arguments: String...) throws -> ChildProcess {
        try ChildProcess.start(
            SoukBinary.path, arguments + ["--home", home], environment: ["HOME": folder],
            log: "\(folder)/souk-\(UUID().uuidString.prefix(8)).log")
    }

    /// Lets no proxy repeat a request to a service.
    func switchRetriesOff(of service: String) async throws {
        let count = try await field(".spec.http[*].timeout", of: "virtualservice/\(service)").split(separator: " ").count
        let operations = (0..<count).map { #"{"op":"replace","path":"/spec/http/\#($0)/retries","value":{"attempts":0}}"# }
        try await kubectl("patch", "virtualservice", service, "--type=json", "-p", "[\(operations.joined(separator: ","))]")
        try await kubectl("wait", "virtualservice/\(service)", "--for=condition=Reconciled", "--timeout=10s")
    }

    /// Waits until the newest release of a service is as wanted, and returns it.
    @discardableResult
    func waitForRelease(
        of service: String, within limit: Duration = .seconds(60), _ condition: (Released) -> Bool
    ) async throws -> Released {
        var last: Released?
        do {
            try await eventually(within: limit) {
                last = try? await release(of: service)
                return last.map(condition) ?? false
            }
        } catch is NeverHeld {
            throw SpawnError(program: "release of \(service)", reason: "not as wanted within \(limit): \(String(describing: last))")
        }
        guard let last else { throw SpawnError(program: "release", reason: "\(service) has none") }
        return last
    }
}

/// An image of `souk-faulty` in a shop.
struct FaultyImage: Sendable {
    private let folder: String

    /// Makes the image `souk:<tag>`, which does wrong what the plan says.
    init(_ tag: String, in shop: LocalShop, plan: String) throws {
        folder = "\(shop.home)/images/\(tag)"
        let program = URL(filePath: try SoukBinary.path).deletingLastPathComponent().appending(path: "souk-faulty").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: program, toPath: folder + "/souk")
        try Data(plan.utf8).write(to: URL(filePath: folder + "/faults.json"))
    }

    /// When it first did wrong.
    var firstFault: Date? {
        let text = FileManager.default.contents(atPath: folder + "/faults.log").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let times = text.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
        return times.min().map { Date(timeIntervalSince1970: $0 / 1000) }
    }

    /// Seconds from then until every proxy had confirmed that the version gets nothing; nil if it did no wrong or is not gone.
    func secondsSuffered(until release: LocalShop.Released) -> Double? {
        guard let firstFault, let gone = release.goneSince else { return nil }
        return gone.timeIntervalSince(firstFault)
    }
}

extension LocalShop.Load {
    /// Waits until visitors come: before, it reads the catalogue, which a bad version could spoil.
    func waitUntilVisited() async throws {
        try await eventually(within: .seconds(30)) { process.output().contains(" started ") }
    }

    /// Ends it and returns its result.
    func stop() async throws -> LoadResult {
        process.send(SIGINT)
        return try await result(within: .seconds(60))
    }
}
