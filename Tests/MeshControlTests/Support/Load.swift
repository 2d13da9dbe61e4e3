import Synchronization

/// Whether callers are to stop.
private final class End: Sendable {
    let hasCome = Mutex(false)
}

/// Requests one after the other by several callers, and what came of them.
struct Load {
    var answers: [String: Int] = [:]
    var failures: [String: Int] = [:]
    var longest: Duration = .zero
    var count: Int { answers.values.reduce(0, +) }

    /// Exactly `total` requests, which is a multiple of `callers`.
    static func run(_ total: Int, callers: Int = 8, _ call: @escaping @Sendable () async throws -> LiveMesh.Answer) async -> Load {
        precondition(total.isMultiple(of: callers))
        return await run(callers: callers, until: { index in index >= total / callers }, call)
    }

    /// Requests until `body` is done.
    static func during(
        callers: Int = 4, _ call: @escaping @Sendable () async throws -> LiveMesh.Answer,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws -> Load {
        let end = End()
        return try await withThrowingTaskGroup(of: Load?.self) { group in
            group.addTask { await run(callers: callers, until: { _ in end.hasCome.withLock(\.self) }, call) }
            group.addTask {
                defer { end.hasCome.withLock { $0 = true } }
                try await body()
                return nil
            }
            var load = Load()
            for try await part in group { load = part ?? load }
            return load
        }
    }

    private static func run(
        callers: Int, until isOver: @escaping @Sendable (Int) -> Bool, _ call: @escaping @Sendable () async throws -> LiveMesh.Answer
    ) async -> Load {
        await withTaskGroup(of: Load.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var load = Load()
                    var index = 0
                    while !isOver(index) {
                        index += 1
                        await load.one(call)
                    }
                    return load
                }
            }
            var sum = Load()
            for await load in group {
                sum.answers.merge(load.answers, uniquingKeysWith: +)
                sum.failures.merge(load.failures, uniquingKeysWith: +)
                sum.longest = max(sum.longest, load.longest)
            }
            return sum
        }
    }

    private mutating func one(_ call: () async throws -> LiveMesh.Answer) async {
        let start = ContinuousClock.now
        do {
            let answer = try await call()
            if answer.status == 200 {
                answers[answer.body, default: 0] += 1
            } else {
                failures["\(answer.status) \(answer.body)", default: 0] += 1
            }
        } catch {
            failures["\(error)", default: 0] += 1
        }
        longest = max(longest, start.duration(to: .now))
    }
}
