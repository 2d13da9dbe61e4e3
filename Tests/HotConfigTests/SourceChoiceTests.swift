import HotConfig
import TestKit
import Testing

@Suite("Whether the API or the file counts")
struct SourceChoiceTests {
    private static let start = ContinuousClock.now
    private static let patience: Duration = .seconds(5)
    private let soon = start + .seconds(1)
    private let late = start + .seconds(60)

    private var choice = SourceChoice(patience: patience, now: start)

    @Test mutating func theFileCountsUntilTheAPIHasToldSomething() {
        choice.sawFile("one")
        #expect(choice.choose(at: soon) == .file)
        #expect(choice.choose(at: late) == .file)
        choice.told("two", isListed: true)
        #expect(choice.choose(at: late) == .api)
    }

    @Test mutating func aShortLossChangesNothing() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.lost(at: soon)
        choice.sawFile("two")
        #expect(choice.choose(at: soon + .seconds(4)) == .api)
        #expect(choice.choose(at: soon + .seconds(5)) == .file)
    }

    @Test mutating func repeatedFailuresDoNotProlongThePatience() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        for second in 0..<10 { choice.lost(at: soon + .seconds(second)) }
        choice.sawFile("two")
        #expect(choice.choose(at: soon + .seconds(5)) == .file)
    }

    @Test mutating func aFileThatLagsBehindDoesNotTakeOver() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.told("two", isListed: false)
        choice.told("three", isListed: false)
        choice.lost(at: soon)
        #expect(choice.choose(at: late) == .api)
        choice.sawFile("two")
        #expect(choice.choose(at: late) == .api)
        choice.sawFile("three")
        #expect(choice.choose(at: late) == .api)
        choice.sawFile("four")
        #expect(choice.choose(at: late) == .file)
    }

    @Test mutating func aFileAheadOfTheAPIIsCaughtUp() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.sawFile("two")
        choice.told("two", isListed: false)
        choice.lost(at: soon)
        choice.sawFile("one")
        #expect(choice.choose(at: late) == .file, "a rollback in the file, made while the API is away")
    }

    @Test mutating func aContentThatIsBackMayBeTheOldOneInAFileThatLags() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.told("two", isListed: false)
        choice.told("one", isListed: false)
        choice.lost(at: soon)
        choice.sawFile("two")
        #expect(choice.choose(at: late) == .api, "it is on its way from the first to the second")
        choice.sawFile("one")
        choice.sawFile("two")
        #expect(choice.choose(at: late) == .file)
    }

    @Test mutating func whatMayHaveBeenMissedMustBeCaughtUpWithFirst() {
        choice.sawFile("one")
        choice.told("three", isListed: true)
        choice.lost(at: soon)
        choice.sawFile("two")
        #expect(choice.choose(at: late) == .api, "the API may have held it before it was listed")
        choice.sawFile("three")
        choice.sawFile("two")
        #expect(choice.choose(at: late) == .file)
    }

    @Test mutating func onceFollowedTheFileIsFollowedUntilTheAPIIsBack() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.told("two", isListed: false)
        choice.lost(at: soon)
        choice.sawFile("three")
        #expect(choice.choose(at: late) == .file)
        choice.sawFile("one")
        #expect(choice.choose(at: late) == .file)
        choice.told("four", isListed: true)
        #expect(choice.choose(at: late) == .api)
    }

    @Test mutating func aDeletedConfigMapIsNoReasonToTakeTheFile() {
        choice.sawFile("one")
        choice.told("one", isListed: true)
        choice.told(nil, isListed: false)
        #expect(choice.choose(at: late) == .api)
        choice.lost(at: soon)
        #expect(choice.choose(at: late) == .api)
    }

    @Test func moreHistoryThanIsKeptMeansCatchingUpFirst() {
        var choice = SourceChoice(patience: Self.patience, now: Self.start)
        choice.sawFile("0")
        choice.told("0", isListed: true)
        for number in 1...SourceChoice.memory + 10 { choice.told("\(number)", isListed: false) }
        choice.lost(at: soon)
        choice.sawFile("3")
        #expect(choice.choose(at: late) == .api)
    }

    /// A cluster whose ConfigMap grows by numbers, an API that comes and goes, and a volume that lags: in a thousand histories of two
    /// hundred steps each, no lower number is ever chosen after a higher one, and in the end the API's is.
    @Test func nothingOlderFollowsSomethingNewer() {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        var takeovers = 0
        for history in 0..<1_000 {
            var world = World()
            var chosen = 0
            for step in 0..<200 {
                world.step(using: &generator)
                let next = world.chosen()
                #expect(next >= chosen, "seed \(seed), history \(history), step \(step)")
                chosen = next
            }
            takeovers += world.takeovers
            world.reconnect()
            #expect(world.chosen() == world.truth, "seed \(seed), history \(history)")
        }
        #expect(takeovers > 1_000, "seed \(seed): the file must count often enough for this to mean something")
    }

    /// What the cluster holds, and how much of it each way has told.
    private struct World {
        var truth = 1
        var told: Int?
        var file = 1
        var isConnected = false
        var takeovers = 0
        var now = SourceChoiceTests.start
        var choice = SourceChoice(patience: SourceChoiceTests.patience, now: SourceChoiceTests.start)
        var lastWasFile = false

        mutating func step(using generator: inout SeededGenerator) {
            now += .seconds(Int.random(in: 0...4, using: &generator))
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...2: truth += 1
            case 3...4: file = Int.random(in: file...truth, using: &generator)
            case 5: reconnect()
            case 6:
                choice.lost(at: now)
                isConnected = false
            default: tell()
            }
        }

        /// Lists.
        mutating func reconnect() {
            isConnected = true
            told = truth
            choice.told("\(truth)", isListed: true)
        }

        /// Tells the next state, none left out.
        mutating func tell() {
            guard isConnected, let last = told, last < truth else { return }
            told = last + 1
            choice.told("\(last + 1)", isListed: false)
        }

        mutating func chosen() -> Int {
            choice.sawFile("\(file)")
            let isFile = choice.choose(at: now) == .file
            if isFile, !lastWasFile, told != nil { takeovers += 1 }
            lastWasFile = isFile
            return isFile ? file : told ?? 0
        }
    }
}
