import ReleaseEngine

extension SpecReader {
    /// The steps of a rollout that names none.
    static let usualSteps = [CanaryStep(weight: 10, hold: .seconds(30)), CanaryStep(weight: 50, hold: .seconds(30))]

    mutating func strategy(_ field: SpecField, kind: RolloutKind) -> ReleaseStrategy {
        let (canary, blueGreen) = (field["canary"], field["blueGreen"])
        switch (canary.isMissing, blueGreen.isMissing) {
        case (true, true):
            return .canary(Self.usualSteps)
        case (false, true):
            return .canary(canary["steps"].elements.map { step($0) })
        case (true, false) where kind == .release:
            return .blueGreen(plan(blueGreen))
        case (true, false):
            refuse(blueGreen, "a configuration goes to a share of the pods; only canary can do that")
        case (false, false):
            refuse(field, "canary and blueGreen exclude each other")
        }
        return .canary(Self.usualSteps)
    }

    private mutating func step(_ field: SpecField) -> CanaryStep {
        if field["weight"].isMissing { refuse(field["weight"], "is missing") }
        return CanaryStep(weight: whole(field["weight"]) ?? 0, hold: duration(field["hold"]) ?? .zero)
    }

    private mutating func plan(_ field: SpecField) -> BlueGreenPlan {
        let header = field["preview"]
        var plan = BlueGreenPlan(preview: PreviewHeader(name: "x-souk-preview", value: ""))
        plan.preview.name = text(header["header"])?.lowercased() ?? plan.preview.name
        plan.preview.value = text(header["value"]) ?? "true"
        plan.previewHold = duration(header["hold"]) ?? plan.previewHold
        plan.switchesItself = choice(field["promotion"], ["Manual": false, "Automatic": true]) ?? plan.switchesItself
        plan.hold = duration(field["hold"]) ?? plan.hold
        return plan
    }
}
