import AsyncHTTPClient
import Synchronization

/// Offers the load of a plan to a shop.
package struct LoadRunner: Sendable {
    private let plan: LoadPlan
    private let report: @Sendable (LoadProgress) -> Void

    /// `report` is called about once a second while visitors are under way.
    package init(plan: LoadPlan, report: @escaping @Sendable (LoadProgress) -> Void = { _ in }) {
        self.plan = plan
        self.report = report
    }

    /// Runs to the end, or until the task is cancelled: then the result says what there was until then.
    /// Throws ``LoadFailure`` when it cannot begin, and when the journal cannot be written.
    package func run() async throws -> LoadResult {
        guard plan.faults.isEmpty else { throw LoadFailure.invalidPlan(plan.faults) }
        return try await HTTPClient.withHTTPClient(configuration: ShopClient.configuration(for: plan)) { http in
            let client = ShopClient(http: http, plan: plan)
            let catalogue = try await CatalogueSample.discover(for: plan, through: client)
            let journal = try plan.journal.map { try OrderJournal(path: $0) }
            defer { try? journal?.close() }
            let visit = Visit(plan: plan, client: client, recorder: LoadRecorder(), journal: journal)
            return try await run(visit, VisitorSource(plan: plan, catalogue: catalogue))
        }
    }

    private func run(_ visit: Visit, _ visitors: VisitorSource) async throws -> LoadResult {
        let schedule = ArrivalSchedule(rate: plan.rate, duration: plan.duration)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await reportEachSecond(from: visit.recorder, since: start) }
            group.addTask { try await offer(schedule, visit, visitors) }
            // The report never ends by itself, except when everything is cancelled.
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
        return visit.recorder.result(scheduled: schedule.count, elapsed: .now - start)
    }

    private func offer(_ schedule: ArrivalSchedule, _ visit: Visit, _ visitors: VisitorSource) async throws {
        var visitors = visitors
        try await withThrowingDiscardingTaskGroup { group in
            await Pacer(clock: ContinuousClock(), schedule: schedule).run { number, due in
                let visitor = visitors.visitor(number)
                guard visit.recorder.admit(limit: plan.maximumInFlight) else { return }
                _ = group.addTaskUnlessCancelled {
                    defer { visit.recorder.leave() }
                    try await visit.carryOut(visitor, due: due)
                }
            }
        }
    }

    private func reportEachSecond(from recorder: LoadRecorder, since start: ContinuousClock.Instant) async {
        var due = start
        while !Task.isCancelled {
            due += .seconds(1)
            do { try await Task.sleep(until: due) } catch { return }
            report(recorder.progress(elapsed: .now - start))
        }
    }
}
