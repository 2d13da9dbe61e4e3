import KubeControllers
import KubeModel
import Testing

@Suite struct ExpectationsTests {
    @Test func `They are met when all that was done is seen, in whatever order`() {
        var expectations = Expectations()
        #expect(expectations.areMet(of: "set", at: Samples.start))
        expectations.expect(creations: ["a", "b"], of: "set", at: Samples.start)
        expectations.expect(deletions: ["uid"], of: "set", at: Samples.start)
        expectations.settle(creation: "b", of: "set")
        expectations.settle(creation: "b", of: "set")
        #expect(!expectations.areMet(of: "set", at: Samples.start))
        expectations.settle(deletion: "uid", of: "set")
        expectations.settle(creation: "a", of: "other")
        #expect(!expectations.areMet(of: "set", at: Samples.start))
        #expect(expectations.areMet(of: "other", at: Samples.start))
        expectations.settle(creation: "a", of: "set")
        #expect(expectations.areMet(of: "set", at: Samples.start))
    }

    @Test func `What is never seen is believed in the end`() {
        var expectations = Expectations()
        expectations.expect(creations: ["a"], of: "set", at: Samples.start)
        #expect(!expectations.areMet(of: "set", at: Samples.start + .seconds(300)))
        #expect(expectations.areMet(of: "set", at: Samples.start + .seconds(301)))
    }

    @Test func `A set that is gone expects nothing`() {
        var expectations = Expectations()
        expectations.expect(creations: ["a"], of: "set", at: Samples.start)
        expectations.forget("set")
        #expect(expectations.areMet(of: "set", at: Samples.start))
    }
}
