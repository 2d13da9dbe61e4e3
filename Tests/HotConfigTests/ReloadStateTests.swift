import HotConfig
import TestKit
import Testing

@Suite("What is decided when")
struct ReloadStateTests {
    private let fault = [ConfigFault]()
    private let gone = SourceFailure(path: "p", reason: "gone", remedy: "bring it back")

    private func running(_ hash: String = "A") throws -> ReloadState {
        try ReloadState.starting(source: .accepted(hash), lastGood: nil).state
    }

    private func seen(_ hash: String, atomic: Bool = true) -> ReloadEvent {
        .seen(.content(hash), isAtomic: atomic)
    }

    // MARK: The start

    @Test func startsOnTheSourceAndKeepsIt() throws {
        let directives = try ReloadState.starting(source: .accepted("A"), lastGood: nil).directives
        #expect(directives == [.apply("A", from: .source), .persist("A")])
    }

    @Test func doesNotWriteWhatIsKeptAlready() throws {
        let directives = try ReloadState.starting(source: .accepted("A"), lastGood: .accepted("A")).directives
        #expect(directives == [.apply("A", from: .source)])
        let other = try ReloadState.starting(source: .accepted("B"), lastGood: .accepted("A")).directives
        #expect(other == [.apply("B", from: .source), .persist("B")])
    }

    @Test func startsOnTheLastGoodWhenTheSourceIsInvalid() throws {
        let directives = try ReloadState.starting(source: .refused(.content("X"), fault), lastGood: .accepted("A")).directives
        #expect(directives == [.apply("A", from: .lastGood), .reject(.content("X"), fault)])
    }

    @Test func aUselessLastGoodIsReportedAndNoMore() throws {
        let faults = [ConfigFault(key: "a", reason: "is wrong")]
        let directives = try ReloadState.starting(source: .accepted("A"), lastGood: .refused(.content("L"), faults)).directives
        #expect(directives == [.reportLastGood(faults), .apply("A", from: .source), .persist("A")])
    }

    @Test func refusesToStartOnNothing() {
        let faults = [ConfigFault(key: "a", reason: "is wrong")]
        let source = StartVerdict.refused(.failure(gone), faults)
        #expect(throws: StartRefusal(faults: faults, lastGoodFaults: [])) { try ReloadState.starting(source: source, lastGood: nil) }
        #expect(throws: StartRefusal(faults: faults, lastGoodFaults: faults)) {
            try ReloadState.starting(source: source, lastGood: .refused(.content("L"), faults))
        }
    }

    @Test func fromTheLastGoodTheSourceIsTakenEvenWithTheSameContent() throws {
        var state = try ReloadState.starting(source: .refused(.content("X"), fault), lastGood: .accepted("A")).state
        #expect(state.handle(seen("X")) == [])
        #expect(state.handle(seen("A")) == [.validate("A")])
        #expect(state.handle(.accepted("A")) == [.apply("A", from: .source), .persist("A")])
        #expect(state.handle(seen("A")) == [])
    }

    // MARK: Looks

    @Test func theSameContentIsNothingNew() throws {
        var state = try running()
        #expect(state.handle(seen("A")) == [])
        #expect(state.handle(seen("A", atomic: false)) == [])
    }

    @Test func atomicContentCountsAtOnce() throws {
        var state = try running()
        #expect(state.handle(seen("B")) == [.validate("B")])
        #expect(state.handle(.accepted("B")) == [.apply("B", from: .source), .persist("B")])
        #expect(state.handle(seen("B")) == [])
    }

    @Test func contentThatMayBeTornCountsWhenSeenTwiceInARow() throws {
        var state = try running()
        #expect(state.handle(seen("B", atomic: false)) == [])
        #expect(state.handle(seen("C", atomic: false)) == [])
        #expect(state.handle(seen("B", atomic: false)) == [])
        #expect(state.handle(seen("B", atomic: false)) == [.validate("B")])
    }

    @Test func aTornReadBetweenDoesNotCount() throws {
        var state = try running()
        #expect(state.handle(seen("B", atomic: false)) == [])
        #expect(state.handle(seen("A", atomic: false)) == [])
        #expect(state.handle(seen("B", atomic: false)) == [])
    }

    @Test func refusedContentIsNotLookedAtAgainWhileItStands() throws {
        var state = try running()
        #expect(state.handle(seen("X")) == [.validate("X")])
        #expect(state.handle(.refused("X", fault)) == [.reject(.content("X"), fault)])
        #expect(state.handle(seen("X")) == [])
        #expect(state.handle(seen("A")) == [.resolve])
        #expect(state.handle(seen("A")) == [])
        #expect(state.handle(seen("X")) == [.validate("X")])
    }

    @Test func aFailureCountsWhenSeenTwiceInARow() throws {
        var state = try running()
        let failure = ReloadEvent.seen(.failure(gone), isAtomic: false)
        #expect(state.handle(failure) == [])
        #expect(state.handle(failure) == [.reject(.failure(gone), [gone.fault])])
        #expect(state.handle(failure) == [])
        #expect(state.handle(seen("A", atomic: false)) == [.resolve])
        #expect(state.handle(failure) == [])
        #expect(state.handle(seen("A", atomic: false)) == [])
    }

    // MARK: Keeping the last good

    @Test func aFailedWriteIsTriedAgainAfterAWhile() throws {
        var state = try running()
        #expect(state.handle(.persistFailed("A")) == [])
        for _ in 1..<ReloadState.persistRetryLooks { #expect(state.handle(seen("A")) == []) }
        #expect(state.handle(seen("A")) == [.persist("A")])
        #expect(state.handle(seen("A")) == [])
        #expect(state.handle(.persisted("A")) == [])
    }

    @Test func aWriteThatIsOvertakenIsNotTriedAgain() throws {
        var state = try running()
        _ = state.handle(.persistFailed("A"))
        _ = state.handle(seen("B"))
        #expect(state.handle(.accepted("B")) == [.apply("B", from: .source), .persist("B")])
        _ = state.handle(.persistFailed("A"))
        for _ in 0...ReloadState.persistRetryLooks { #expect(state.handle(seen("B")) == []) }
    }

    // MARK: Any history

    /// Walks random histories of a source against a model of three sentences: invalid content never runs, torn content is never
    /// even validated, and what stands still long enough is what runs or what is reported.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func everyHistoryKeepsTheRules(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = try running("valid0")
        var running = "valid0"
        var reported: Sighting?
        var previous = Sighting.content("valid0")
        for _ in 0..<300 {
            let sighting =
                [Sighting.content("valid0"), .content("valid1"), .content("invalid2"), .failure(gone)]
                .randomElement(using: &generator) ?? previous
            let looks = Int.random(in: 1...3, using: &generator)
            let isAtomic = sighting != .failure(gone) && Bool.random(using: &generator)
            for _ in 0..<looks {
                for directive in state.handle(.seen(sighting, isAtomic: isAtomic)) {
                    switch directive {
                    case .validate(let hash):
                        #expect(sighting == .content(hash) && (isAtomic || previous == sighting))
                        let isValid = hash.hasPrefix("valid")
                        let outcome = state.handle(isValid ? .accepted(hash) : .refused(hash, []))
                        #expect(outcome.contains(isValid ? .apply(hash, from: .source) : .reject(sighting, [])))
                        if isValid { (running, reported) = (hash, nil) } else { reported = sighting }
                    case .reject(let refused, _):
                        #expect(refused == sighting && previous == sighting)
                        reported = refused
                    case .resolve:
                        #expect(sighting == .content(running))
                        reported = nil
                    case .apply, .persist, .reportLastGood: Issue.record("not asked for, seed \(seed)")
                    }
                }
                previous = sighting
            }
            if isAtomic || looks > 1 { #expect(sighting == .content(running) && reported == nil || reported == sighting) }
            #expect(running.hasPrefix("valid"))
        }
    }
}
