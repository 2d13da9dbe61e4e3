import OrderService
import Testing

/// How much is taken on. Nothing is carried out here, so every piece stays under way.
@Suite struct BackgroundRunnerTests {
    private func runner(_ capacity: Int) -> BackgroundRunner {
        BackgroundRunner(capacity: { capacity }, onStop: {})
    }

    /// Submits pieces until one is refused, at most so many; returns how many were taken.
    private func fill(_ runner: BackgroundRunner, atMost limit: Int) -> Int {
        var taken = 0
        while taken < limit, runner.submit({}) { taken += 1 }
        return taken
    }

    @Test func newWorkLeavesSomeRoomToWhatWasBegunElsewhere() {
        let runner = runner(32)
        #expect(runner.roomForNewWork == 30)
        #expect(fill(runner, atMost: 30) == 30)
        #expect(runner.roomForNewWork == 0)
        #expect(runner.room == 2)
        #expect(fill(runner, atMost: 10) == 2)
        #expect(runner.roomForNewWork == 0)
    }

    @Test(arguments: [1, 2, 15]) func aSmallOneKeepsNothingBack(capacity: Int) {
        #expect(runner(capacity).roomForNewWork == capacity)
    }
}
