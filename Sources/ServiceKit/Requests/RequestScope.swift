package import Telemetry

/// What belongs to one request on its whole way: its id, its trace and its deadline. Outbound calls take it from the task.
package struct RequestScope: Sendable {
    @TaskLocal package static var current: RequestScope?

    package var requestID: String
    package var trace: TraceContext
    package var deadline: Deadline

    package init(requestID: String, trace: TraceContext, deadline: Deadline) {
        self.requestID = requestID
        self.trace = trace
        self.deadline = deadline
    }

    /// A scope for work that no request asked for, such as a recovery.
    package static func background(deadline: Deadline) -> RequestScope {
        let trace = TraceContext.root()
        return RequestScope(requestID: trace.traceID, trace: trace, deadline: deadline)
    }
}
