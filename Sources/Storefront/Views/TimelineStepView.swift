/// One step on an order's way.
struct TimelineStepView: Sendable {
    enum State: String, Sendable { case done, current, waiting, failed }

    /// The last part of its class.
    let state: String
    let stateText: String
    let title: String
    let detail: String?
    let isCurrent: Bool

    init(_ state: State, _ title: String, detail: String? = nil) {
        self.state = state.rawValue
        self.title = title
        self.detail = detail
        isCurrent = state == .current
        stateText =
            switch state {
            case .done: "done"
            case .current: "under way"
            case .waiting: "to come"
            case .failed: "not done"
            }
    }
}
