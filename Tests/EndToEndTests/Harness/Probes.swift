import Synchronization

/// Light requests at a steady pace, each begun in its time whatever became of those before, that tell how traffic was when.
struct Probes: Sendable {
    struct Probe: Sendable {
        let begin: ContinuousClock.Instant
        let latency: Duration
        /// 0 when there was no answer.
        let status: Int
    }

    private final class Record: Sendable {
        let probes = Mutex<[Probe]>([])
        let isOver = Atomic(false)
    }

    private static let interval: Duration = .milliseconds(25)

    /// In the order of their ends.
    let all: [Probe]

    /// GETs `url` for the time of `body`.
    static func during<Result: Sendable>(
        _ url: String, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> (result: Result, probes: Probes) {
        let record = Record()
        let result = try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { record.isOver.store(true, ordering: .relaxed) }
                return try await body()
            }
            group.addTask {
                await withDiscardingTaskGroup { sent in
                    while !record.isOver.load(ordering: .relaxed), (try? await Task.sleep(for: interval)) != nil {
                        sent.addTask {
                            let probe = await send(url)
                            record.probes.withLock { $0.append(probe) }
                        }
                    }
                }
                return nil
            }
            return try await group.reduce(nil) { $0 ?? $1 }
        }
        guard let result else { throw CancellationError() }
        return (result, Probes(all: record.probes.withLock(\.self)))
    }

    /// Those that were begun in this time.
    func begun(in times: Range<ContinuousClock.Instant>) -> Probes { Probes(all: all.filter { times.contains($0.begin) }) }

    var failures: [Probe] { all.filter { $0.status != 200 } }
    var slowest: Duration { all.map(\.latency).max() ?? .zero }
    var median: Duration { all.isEmpty ? .zero : all.map(\.latency).sorted()[all.count / 2] }

    private static func send(_ url: String) async -> Probe {
        let begin = ContinuousClock.now
        let status = (try? await HTTP.get(url).status) ?? 0
        return Probe(begin: begin, latency: begin.duration(to: .now), status: status)
    }
}

extension Probes: CustomStringConvertible {
    var description: String { "\(all.count) probes, \(failures.count) failed, median \(median), slowest \(slowest)" }
}
