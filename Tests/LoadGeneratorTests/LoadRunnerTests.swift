import Audit
import Commerce
import Foundation
import LoadGenerator
import Synchronization
import TestKit
import Testing

@Suite("Load run", .timeLimit(.minutes(1)))
struct LoadRunnerTests {
    private func plan(_ targets: String..., mix: Weighted<Scenario>, rate: Double = 100, duration: Duration = .milliseconds(300))
        -> LoadPlan
    {
        var plan = LoadPlan(targets: targets, rate: rate, duration: duration, mix: mix)
        plan.requestTimeout = .seconds(5)
        plan.orderBudget = .seconds(10)
        plan.longestWait = .milliseconds(20)
        return plan
    }

    private func labels(_ result: LoadResult) -> [String: Int] { result.total.labels }

    @Test func everyArrivalOfThePlanIsServedAndCounted() async throws {
        let shop = FakeShop()
        let result = try await shop.serve { address in
            try await LoadRunner(plan: plan(address, mix: LoadPlan.usualMix, rate: 400, duration: .milliseconds(500))).run()
        }
        #expect(result.scheduled == 200 && result.started == 200 && result.dropped == 0)
        #expect(result.failed == 0 && result.shed == 0 && !result.isInterrupted)
        let finished = result.operations.mapValues(\.finished)
        #expect(finished.values.reduce(0, +) == result.total.finished)
        #expect(finished[.cartCreate] == finished[.cartItem], "every cart got its item")
        #expect(result.total.finished == 200 + (finished[.cartItem] ?? 0))
        #expect(Set(finished.keys) == Set(LoadGenerator.Operation.allCases))
        #expect(shop.seen.ifMatch.count == finished[.cartItem])
        #expect(result.acknowledged == finished[.order] && labels(result)["201"] == result.acknowledged + (finished[.cartCreate] ?? 0))
        #expect(result.total.latency.count == result.total.finished)
        #expect(result.table.contains("200 of 200 arrivals") && result.table.contains("none dropped"))
        #expect(try JSONDecoder().decode(LoadResult.self, from: JSONEncoder().encode(result)) == result)
    }

    @Test func ordersAreRepeatedWithTheSameKeyUntilTheAnswerIsDefinite() async throws {
        let shop = FakeShop { _, attempt in
            switch attempt {
            case 1: .problem(503, code: "unavailable", retryAfter: 1)
            case 2: .cutOff
            case 3: .problem(409, code: "request_in_progress")
            case 4: .problem(500, code: "internal")
            default: .confirmed
            }
        }
        let result = try await shop.serve { address in
            try await LoadRunner(plan: plan(address, mix: Weighted(only: .order), rate: 50, duration: .milliseconds(200))).run()
        }
        #expect(result.scheduled == 10 && result.acknowledged == 10)
        #expect(result.failed == 0 && result.shed == 0, "what was repeated with success is no failure")
        #expect(result.operations[.order]?.finished == 10)
        #expect(result.repetitions == 40)
        #expect(result.total.repeated["503 unavailable"] == 10 && result.total.repeated["409 request_in_progress"] == 10)
        #expect(result.total.repeated["500 internal"] == 10)
        let attempts = Dictionary(grouping: shop.seen.orders) { $0 }.mapValues(\.count)
        #expect(attempts.count == 10 && attempts.values.allSatisfy { $0 == 5 })
    }

    @Test func definiteRefusalsAreNotRepeated() async throws {
        let shop = FakeShop { _, _ in .problem(409, code: "out_of_stock") }
        let result = try await shop.serve { address in
            try await LoadRunner(plan: plan(address, mix: Weighted(only: .order))).run()
        }
        #expect(labels(result) == ["409 out_of_stock": 30])
        #expect(result.total.outcomes == [.refused: 30])
        #expect(result.repetitions == 0 && result.failed == 0 && result.acknowledged == 0)
    }

    @Test func ordersAreGivenUpWhenTheirBudgetEnds() async throws {
        let shop = FakeShop { key, _ in
            key.hasSuffix("0") ? .problem(503, code: "unavailable", retryAfter: 1) : .problem(409, code: "request_in_progress")
        }
        let result = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order), rate: 20, duration: .milliseconds(100))
            plan.requestTimeout = .seconds(1)
            plan.orderBudget = .seconds(1)
            return try await LoadRunner(plan: plan).run()
        }
        #expect(result.total.outcomes == [.shed: 1, .failed: 1])
        #expect(labels(result) == ["unsettled, last 503 unavailable": 1, "unsettled, last 409 request_in_progress": 1])
    }

    @Test func withoutRepetitionEachRequestIsJudgedByItself() async throws {
        let shop = FakeShop { key, _ in
            switch Int(key.split(separator: "-").last ?? "").map({ $0 % 4 }) {
            case 0: .problem(503, code: "unavailable", retryAfter: 1)
            case 1: .problem(503, code: "unavailable")
            case 2: .cutOff
            default: .confirmed
            }
        }
        let result = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order), rate: 200, duration: .milliseconds(200))
            plan.repeatsOrders = false
            return try await LoadRunner(plan: plan).run()
        }
        #expect(result.total.outcomes == [.shed: 10, .failed: 20, .succeeded: 10])
        #expect(result.repetitions == 0)
        #expect(shop.seen.orders.count == 40)
    }

    @Test func theJournalHoldsExactlyTheAcknowledgedOrders() async throws {
        try await withTemporaryDirectory { folder in
            let journal = folder + "/orders.jsonl"
            let shop = FakeShop { key, attempt in
                if key.hasSuffix("3") { return .problem(402, code: "payment_declined") }
                if key.hasSuffix("4") { return .processing }
                return key.hasSuffix("5") && attempt == 1 ? .cutOff : .confirmed
            }
            let result = try await shop.serve { address in
                var plan = plan(address, mix: Weighted(only: .order), rate: 100, duration: .milliseconds(200))
                plan.journal = journal
                plan.run = "test"
                return try await LoadRunner(plan: plan).run()
            }
            let orders = try OrderJournal.orders(inFile: journal)
            #expect(orders.count == 16 && result.acknowledged == 16)
            #expect(labels(result) == ["201": 16, "402 payment_declined": 2, "201 but processing": 2])
            let expected = Set((0..<20).filter { $0 % 10 != 3 && $0 % 10 != 4 }.map { "load-test-\($0)" })
            #expect(Set(orders.map(\.idempotencyKey)) == expected)
            #expect(orders.allSatisfy { $0.id.rawValue == "order-\($0.idempotencyKey)" && $0.total == Money(540, .usd) })
        }
    }

    @Test func tokensComeByTheirWeights() async throws {
        let shop = FakeShop()
        _ = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order), rate: 400, duration: .milliseconds(500))
            plan.tokens = Weighted(text: "tok_visa=8,tok_declined=1,tok_slow=1") ?? plan.tokens
            return try await LoadRunner(plan: plan).run()
        }
        let tokens = shop.seen.tokens
        #expect(tokens.values.reduce(0, +) == 200)
        #expect((130...190).contains(tokens["tok_visa"] ?? 0) && (5...45).contains(tokens["tok_declined"] ?? 0))
    }

    @Test func aTargetThatRefusesIsPassedOver() async throws {
        let shop = FakeShop()
        let result = try await shop.serve { address in
            // Port 1 on the loopback: nobody listens there.
            try await LoadRunner(plan: plan("http://127.0.0.1:1", address, mix: Weighted(only: .order), rate: 50)).run()
        }
        #expect(result.failed == 0 && result.acknowledged == result.scheduled)
        #expect(result.failovers >= result.scheduled / 2)
    }

    @Test func aShopThatIsDownFailsBeforeTheRun() async throws {
        await #expect(throws: LoadFailure.self) {
            try await LoadRunner(plan: plan("http://127.0.0.1:1", mix: LoadPlan.usualMix)).run()
        }
    }

    @Test func aReadThatFailsBeforeTheRunIsRepeated() async throws {
        let shop = FakeShop(failingReads: 2)
        let result = try await shop.serve { address in
            try await LoadRunner(plan: plan(address, mix: Weighted(only: .order), rate: 50)).run()
        }
        #expect(result.failed == 0 && result.acknowledged == result.scheduled)
    }

    @Test func theFirstLossesAreToldWithTheirReasons() async throws {
        let shop = FakeShop { _, _ in .problem(503, code: "unavailable", retryAfter: 1) }
        let result = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order), rate: 50)
            plan.repeatsOrders = false
            return try await LoadRunner(plan: plan).run()
        }
        #expect(result.shed == result.scheduled && result.incidents.count == min(result.scheduled, 20))
        let first = try #require(result.incidents.first)
        #expect(first.operation == .order && first.label == "503 unavailable" && first.detail == "As the test wants it.")
        #expect(result.table.contains(" s: order 503 unavailable (As the test wants it.)"))
    }

    @Test func arrivalsDoNotWaitForSlowAnswers() async throws {
        let shop = FakeShop(delay: .milliseconds(400))
        let started = ContinuousClock.now
        let result = try await shop.serve { address in
            try await LoadRunner(plan: plan(address, mix: Weighted(only: .order), rate: 100, duration: .milliseconds(500))).run()
        }
        #expect(result.started == 50 && result.dropped == 0)
        #expect(ContinuousClock.now - started < .seconds(20), "one after the other they would take 20 s")
        #expect(result.total.latency.p50 >= 390_000)
    }

    @Test func arrivalsBeyondTheLimitAreDroppedAndCounted() async throws {
        let shop = FakeShop(delay: .seconds(2))
        let result = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order), rate: 100, duration: .milliseconds(300))
            plan.maximumInFlight = 5
            return try await LoadRunner(plan: plan).run()
        }
        #expect(result.started + result.dropped == 30)
        #expect(result.dropped == 25 && result.acknowledged == 5)
        #expect(result.table.contains("25 DROPPED"))
    }

    @Test func aHotSKUIsTheOnlyOneBought() async throws {
        let shop = FakeShop()
        let hot = try #require(SKU("HOT-1"))
        _ = try await shop.serve { address in
            var plan = plan(address, mix: Weighted(only: .order))
            plan.skus = [hot, hot]
            return try await LoadRunner(plan: plan).run()
        }
        #expect(!shop.seen.paths.contains("/api/products/mug"), "variants are not looked up")
        #expect(shop.seen.orders.count == 30)
    }

    @Test func cancellingStopsTheRunAndKeepsWhatThereWas() async throws {
        let shop = FakeShop(delay: .seconds(30))
        let result = try await shop.serve { address in
            let plan = plan(address, mix: Weighted(only: .order), rate: 100, duration: .seconds(600))
            return try await withThrowingTaskGroup(of: LoadResult.self) { group in
                group.addTask { try await LoadRunner(plan: plan).run() }
                try await eventually { shop.seen.paths.count > 2 }
                group.cancelAll()
                return try await group.next()
            }
        }
        #expect(result?.isInterrupted == true)
        #expect(result?.failed == 0, "what was under way is neither a success nor a failure")
    }

    @Test func progressIsReportedEachSecond() async throws {
        let lines = Mutex<[String]>([])
        let shop = FakeShop()
        _ = try await shop.serve { address in
            let plan = plan(address, mix: Weighted(only: .list), rate: 20, duration: .milliseconds(1300))
            return try await LoadRunner(plan: plan) { progress in lines.withLock { $0.append(progress.line) } }.run()
        }
        let line = try #require(lines.withLock { $0.first })
        #expect(line.contains(" s  started ") && line.contains("succeeded") && line.contains("p99"))
    }

    @Test func aPlanThatMakesNoSenseSaysAllThatIsWrong() async throws {
        var plan = LoadPlan(targets: ["localhost"], rate: 0, duration: .zero)
        plan.maximumInFlight = 0
        #expect(plan.faults.count == 4)
        await #expect(throws: LoadFailure.self) { try await LoadRunner(plan: plan).run() }
    }
}
