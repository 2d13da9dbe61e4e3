/// How the traffic goes over to the new version.
package enum ReleaseStrategy: Codable, Sendable, Hashable {
    /// A growing share of the requests; after the last step the rest.
    case canary([CanaryStep])
    /// First only those who ask for it by a header, then everybody at once.
    case blueGreen(BlueGreenPlan)

    /// The strategy as a list of stages, the last of which gives the new version everything.
    package var stages: [ReleaseStage] {
        switch self {
        case .canary(let steps):
            let stages = steps.map { ReleaseStage(split: TrafficSplit(new: $0.weight), capacity: $0.weight, hold: $0.hold) }
            guard steps.last?.weight != 100 else { return stages }
            return stages + [ReleaseStage(split: TrafficSplit(new: 100), capacity: 100, hold: .zero)]
        case .blueGreen(let plan):
            return [
                ReleaseStage(
                    split: TrafficSplit(new: 0, preview: plan.preview), capacity: 100, hold: plan.previewHold,
                    awaitsPromotion: !plan.switchesItself),
                ReleaseStage(split: TrafficSplit(new: 100), capacity: 100, hold: plan.hold),
            ]
        }
    }
}
