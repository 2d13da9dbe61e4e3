import Delivery
import Testing

/// Steps and version names as they are written on a command line.
@Suite struct CanaryStepsTests {
    @Test func stepsAreReadAsWritten() throws {
        let expected = [
            RolloutDraft.Step(weight: 10, hold: .seconds(30)), RolloutDraft.Step(weight: 50, hold: .seconds(120)),
            RolloutDraft.Step(weight: 100, hold: .zero),
        ]
        #expect(try CanarySteps.parse("10:30s,50%:2m, 100:0s ") == expected)
        #expect(try CanarySteps.parse(CanarySteps.usual).map(\.weight) == [10, 50])
    }

    @Test(
        arguments: [
            ("", "step '' must be a percentage and how long it is watched"), ("10", "step '10' must be"),
            ("ten:30s", "step 'ten:30s' must be"),
            ("0:30s", "0 must be a percentage from 1 to 100"), ("101:30s", "101 must be a percentage"),
            ("10:30", "'30' is no duration; write 30s"), ("10:-1s", "'-1s' is no duration"), ("10:30s,", "step '' must be"),
            ("50:30s,50:30s", "50 comes after 50, but weights must rise"), ("50:1s,10:1s", "10 comes after 50"),
        ])
    func whatIsNoStepIsRefusedWithAdvice(text: String, said: String) {
        let fault = #expect(throws: DraftFault.self) { try CanarySteps.parse(text) }
        #expect(fault?.description.contains(said) == true, "\(fault?.description ?? "")")
    }

    @Test(
        arguments: [
            (["v1"], "v2"), (["v1", "v9", "v2"], "v10"), ([], "v1"), (["v0"], "v1"), (["v1", "2024-05"], nil), (["v01"], nil), (["v"], nil),
        ] as [([String], String?)])
    func theNextNameFollowsFromThoseThereAre(names: [String], next: String?) {
        #expect(VersionName.next(after: names) == next)
    }

    @Test(arguments: [("v2", true), ("2024-05-01", true), ("", false), ("V2", false), ("v2.1", false), ("-v", false), ("v-", false)])
    func namesAreThoseThatLabelsAndObjectsTake(name: String, isGood: Bool) {
        #expect((VersionName.fault(name, of: "shop") == nil) == isGood)
    }

    @Test func aNameLeavesRoomForThoseOfPods() {
        #expect(VersionName.fault("v2", of: String(repeating: "a", count: 49)) == nil)
        #expect(VersionName.fault("v2", of: String(repeating: "a", count: 50))?.contains("53 letters") == true)
    }
}
