import Telemetry
import Testing

@Suite struct TraceContextTests {
    private let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func readsTheStandardsExample() throws {
        let trace = try #require(TraceContext(traceparent: example, tracestate: "congo=t61rcWkgMzE"))
        #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.spanID == "00f067aa0ba902b7")
        #expect(trace.isSampled)
        #expect(trace.state == "congo=t61rcWkgMzE")
        #expect(trace.traceparent == example)
    }

    @Test func aChildKeepsTheTraceAndHasItsOwnSpan() throws {
        let trace = try #require(TraceContext(traceparent: example))
        let child = trace.child()
        #expect(child.traceID == trace.traceID)
        #expect(child.spanID != trace.spanID)
        #expect(TraceContext(traceparent: child.traceparent) == child)
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz",
    ])
    func refuses(_ header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func readsALaterVersionAsFarAsItGoes() {
        #expect(TraceContext(traceparent: "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future") != nil)
    }

    @Test func rootsAreValidAndDifferent() {
        let roots = Set((0..<1_000).map { _ in TraceContext.root() })
        #expect(roots.count == 1_000)
        #expect(roots.allSatisfy { TraceContext(traceparent: $0.traceparent) == $0 })
    }
}
