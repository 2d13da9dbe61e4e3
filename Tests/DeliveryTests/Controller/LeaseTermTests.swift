import TestKit
import Testing

import Delivery

@Suite("The term of a lease")
struct LeaseTermTests {
    private typealias Record = LeaseTerm.Record

    private func term(_ identity: String) -> LeaseTerm { LeaseTerm(identity: identity, duration: .seconds(4), margin: .seconds(1)) }

    @Test func isClaimedWhenNobodyHoldsIt() {
        var term = term("me")
        #expect(term.read(Record(holder: "", resourceVersion: "1"), at: .seconds(10)) == .claim)
        #expect(!term.isHeld(at: .seconds(10)))
        term.claimed(Record(holder: "me", resourceVersion: "2"), asked: .seconds(10))
        #expect(term.isHeld(at: .milliseconds(12_999)))
        #expect(!term.isHeld(at: .seconds(13)))
    }

    @Test func ofAnotherIsWaitedForFromWhenItWasSeen() {
        var term = term("me")
        let record = Record(holder: "other", resourceVersion: "1")
        #expect(term.read(record, at: .seconds(10)) == .wait(.seconds(4)))
        #expect(term.read(record, at: .seconds(13)) == .wait(.seconds(1)))
        // A renewal begins the time anew.
        let renewed = Record(holder: "other", resourceVersion: "2")
        #expect(term.read(renewed, at: .milliseconds(13_900)) == .wait(.seconds(4)))
        #expect(term.read(renewed, at: .milliseconds(17_900)) == .claim)
    }

    @Test func endsForWhoeverSeesAnotherHolder() {
        var term = term("me")
        term.claimed(Record(holder: "me", resourceVersion: "2"), asked: .seconds(10))
        #expect(term.read(Record(holder: "other", resourceVersion: "3"), at: .seconds(11)) == .wait(.seconds(4)))
        #expect(!term.isHeld(at: .seconds(11)))
    }

    @Test func goesOnAtOnceUnderTheSameName() {
        var term = term("me")
        #expect(term.read(Record(holder: "me", resourceVersion: "9"), at: .zero) == .claim)
    }

    /// Two candidates with clocks of their own, requests that take any time, and processes that stop: never do both act.
    @Test func isNeverHeldByTwo() {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        var terms = [term("a"), term("b")]
        let offsets: [Duration] = [.seconds(0), .seconds(1_000)]
        var lease = Record(holder: "", resourceVersion: "0")
        var pending: [(record: Record, asked: Duration, arrives: Duration)?] = [nil, nil]
        var stoppedUntil: [Duration] = [.zero, .zero]
        var claims = Set<String>()
        for tick in 0..<100_000 {
            let time: Duration = .milliseconds(tick * 10)
            for index in terms.indices where time >= stoppedUntil[index] {
                let own = time + offsets[index]
                if Int.random(in: 0..<2_000, using: &random) == 0 {
                    stoppedUntil[index] = time + .seconds(Int.random(in: 1...9, using: &random))
                }
                if let request = pending[index], request.arrives <= time {
                    pending[index] = nil
                    // The API takes a write only from the version that was read.
                    if request.record.resourceVersion == lease.resourceVersion {
                        lease = Record(holder: terms[index].identity, resourceVersion: "\(tick)")
                        terms[index].claimed(lease, asked: request.asked)
                        claims.insert(lease.holder)
                    } else {
                        terms[index].lost()
                    }
                } else if pending[index] == nil, Int.random(in: 0..<30, using: &random) == 0, terms[index].read(lease, at: own) == .claim {
                    pending[index] = (lease, own, time + .milliseconds(Int.random(in: 0...1_500, using: &random)))
                }
            }
            let acting = terms.indices.filter { terms[$0].isHeld(at: time + offsets[$0]) }
            #expect(acting.count < 2, "seed \(seed), tick \(tick)")
            if acting.count > 1 { return }
        }
        #expect(claims == ["a", "b"], "seed \(seed)")
    }
}
