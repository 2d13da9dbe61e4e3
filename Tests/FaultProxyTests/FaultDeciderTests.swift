import FaultProxy
import Foundation
import TestKit
import Testing

/// Which requests go wrong, and how.
@Suite struct FaultDeciderTests {
    private func failed(_ rule: FaultRule, seed: UInt64, of count: Int = 10_000) -> [Int] {
        let decider = FaultDecider([rule], seed: seed)
        return (0..<count).filter { _ in decider.verdict(method: "GET", target: "/x", host: nil, now: .zero).status != nil }
    }

    @Test func theShareOfErrorsIsKeptAndRepeats() {
        let failures = failed(FaultRule(errors: 0.05), seed: 7)
        #expect(abs(failures.count - 500) < 100)
        #expect(failed(FaultRule(errors: 0.05), seed: 7) == failures)
        #expect(failed(FaultRule(errors: 0.05), seed: 8) != failures)
        #expect(failed(FaultRule(errors: 0), seed: 7).isEmpty && failed(FaultRule(errors: 1), seed: 7).count == 10_000)
    }

    @Test(
        arguments: [
            ("POST", "/api/orders", nil, true), ("POST", "/api/orders/7/cancel", nil, true), ("GET", "/api/orders", nil, false),
            ("POST", "/api/carts", nil, false), ("POST", "http://payment-service/api/orders", nil, true),
            ("POST", "http://payment-service", nil, false),
        ] as [(String, String, String?, Bool)])
    func aRuleMeansMethodsAndPaths(method: String, target: String, host: String?, isMeant: Bool) {
        let decider = FaultDecider([FaultRule(methods: ["POST", "PUT"], path: "/api/orders", errors: 1, status: 503)], seed: 1)
        let verdict = decider.verdict(method: method, target: target, host: host, now: .zero)
        #expect(verdict.status == (isMeant ? 503 : nil))
    }

    @Test(
        arguments: [
            ("http://payment-service/x", "other", true), ("http://payment-service:80/x", nil, true), ("/x", "payment-service", true),
            ("/x", "payment-service:80", true), ("http://product-service/x", "payment-service", false), ("/x", nil, false),
        ] as [(String, String?, Bool)])
    func aRuleMeansAHost(target: String, host: String?, isMeant: Bool) {
        let decider = FaultDecider([FaultRule(host: "payment-service", errors: 1)], seed: 1)
        #expect((decider.verdict(method: "GET", target: target, host: host, now: .zero).status != nil) == isMeant)
    }

    @Test func theFirstRuleThatMatchesCounts() {
        let rules = [FaultRule(path: "/a", delayMilliseconds: 40, slowdown: 5), FaultRule(errors: 1)]
        let decider = FaultDecider(rules, seed: 1)
        let slow = decider.verdict(method: "GET", target: "/a", host: nil, now: .zero)
        #expect(slow.status == nil && slow.delay == .milliseconds(40) && slow.slowdown == 5)
        #expect(decider.verdict(method: "GET", target: "/b", host: nil, now: .zero).status == 500)
    }

    @Test func itCrashesAtACountOrARate() {
        let counted = FaultDecider([], crash: .init(afterRequests: 3), seed: 1)
        let crashes = (0..<4).map { _ in counted.verdict(method: "GET", target: "/", host: nil, now: .zero).crashes }
        #expect(crashes == [false, false, true, true])
        let rated = FaultDecider([], crash: .init(aboveRate: 2), seed: 1)
        let times: [Duration] = [.seconds(1), .milliseconds(1_500), .seconds(2), .milliseconds(2_100), .milliseconds(2_900), .seconds(3)]
        #expect(
            times.map { rated.verdict(method: "GET", target: "/", host: nil, now: $0).crashes } == [
                false, false, false, false, true, false,
            ])
    }

    @Test func thePlanIsReadFromItsFolder() async throws {
        try await withTemporaryDirectory { folder in
            let missing = #expect(throws: FaultPlanError.self) { try FaultPlan.read(inFolder: folder) }
            #expect(missing?.description.contains("\(folder)/faults.json cannot be read") == true)
            func read(_ text: String) throws -> FaultPlan {
                try text.write(toFile: folder + "/faults.json", atomically: true, encoding: .utf8)
                return try FaultPlan.read(inFolder: folder)
            }
            let sound = try read("{}")
            #expect(sound.program == URL(filePath: folder).deletingLastPathComponent().path + "/local/souk")
            #expect(sound.inbound.isEmpty && sound.crash == nil && !sound.isNeverReady)
            let plan = try read(
                #"{"program":"/bin/true","neverReady":true,"crash":{"aboveRate":9},"inbound":[{"path":"/a","errors":0.5}],"outbound":[{"host":"b"}]}"#
            )
            #expect(plan.program == "/bin/true" && plan.isNeverReady && plan.crash == .init(aboveRate: 9))
            #expect(plan.inbound == [FaultRule(path: "/a", errors: 0.5)] && plan.outbound == [FaultRule(host: "b")])
            #expect(throws: FaultPlanError.self) { try read(#"{"inbound":5}"#) }
        }
    }
}
