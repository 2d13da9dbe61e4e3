import Commerce
import ProductAPI
import ProductService
import Synchronization
import TestKit
import Testing

@Suite("Batching of concurrent stock requests")
struct ReservationBatcherTests {
    @Test func thoseWhoArriveDuringACommitShareTheNext() async throws {
        let gate = Gate()
        let sizes = Mutex<[Int]>([])
        let batcher = ReservationBatcher(limit: { 8 }) { requests in
            sizes.withLock { $0.append(requests.count) }
            await gate.pass()
            return requests.map { _ in .committed }
        }
        try await withThrowingTaskGroup(of: StockAnswer.self) { group in
            group.addTask { try await batcher.submit(.commit(try Samples.order("first"))) }
            try await eventually { gate.arrivals == 1 }
            for number in 0..<20 { group.addTask { try await batcher.submit(.commit(try Samples.order("o\(number)"))) } }
            try await eventually { batcher.waitingCount == 20 }
            gate.open()
            for try await answer in group { #expect(answer == .committed) }
        }
        #expect(sizes.withLock { $0 } == [1, 8, 8, 4])
    }

    @Test func eachCallerGetsItsOwnAnswer() async throws {
        let batcher = ReservationBatcher(limit: { 16 }) { requests in
            requests.map { request in .outOfStock([ShortLine(sku: request.skus[0], requested: 2, available: 1)]) }
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let sku = try Samples.sku("S\(number)")
                    let request = StockRequest.reserve(try Samples.order("o\(number)"), [StockLine(sku: sku, quantity: 2)])
                    return try await batcher.submit(request) == .outOfStock([ShortLine(sku: sku, requested: 2, available: 1)])
                }
            }
            for try await isOwn in group { #expect(isOwn) }
        }
    }

    @Test func aFailedCommitFailsAllWhoSharedIt() async throws {
        struct Broken: Error {}
        let gate = Gate()
        let batcher = ReservationBatcher(limit: { 8 }) { requests in
            await gate.pass()
            guard requests.count == 1 else { throw Broken() }
            return [.released]
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await batcher.submit(.release(try Samples.order("first"))) == .released }
            try await eventually { gate.arrivals == 1 }
            for number in 0..<5 {
                group.addTask {
                    do {
                        _ = try await batcher.submit(.release(try Samples.order("o\(number)")))
                        return false
                    } catch is Broken {
                        return true
                    }
                }
            }
            try await eventually { batcher.waitingCount == 5 }
            gate.open()
            for try await asExpected in group { #expect(asExpected) }
        }
        #expect(try await batcher.submit(.release(try Samples.order("later"))) == .released)
    }

    @Test func aCancelledLeaderDoesNotFailTheOthers() async throws {
        let gate = Gate()
        let batcher = ReservationBatcher(limit: { 8 }) { requests in
            await gate.pass()
            try Task.checkCancellation()
            return requests.map { _ in .committed }
        }
        try await withThrowingTaskGroup(of: StockAnswer?.self) { group in
            group.addTask {
                try await withThrowingTaskGroup(of: StockAnswer.self) { inner in
                    inner.addTask { try await batcher.submit(.commit(try Samples.order("leader"))) }
                    try await eventually { batcher.waitingCount == 5 }
                    inner.cancelAll()
                    gate.open()
                    await #expect(throws: CancellationError.self) { try await inner.next() }
                }
                return nil
            }
            try await eventually { gate.arrivals == 1 }
            for number in 0..<5 { group.addTask { try await batcher.submit(.commit(try Samples.order("o\(number)"))) } }
            for try await answer in group { #expect(answer == nil || answer == .committed) }
        }
    }

    @Test func aLimitOfOneSwitchesBatchingOff() async throws {
        let sizes = Mutex<[Int]>([])
        let batcher = ReservationBatcher(limit: { 1 }) { requests in
            sizes.withLock { $0.append(requests.count) }
            return requests.map { _ in .committed }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { _ = try await batcher.submit(.commit(try Samples.order("o\(number)"))) } }
            try await group.waitForAll()
        }
        #expect(sizes.withLock { $0 } == Array(repeating: 1, count: 50))
    }
}
