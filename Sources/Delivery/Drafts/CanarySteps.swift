import KubeModel

/// Steps of a canary as they are written on one line: `10:30s,50:2m`.
package enum CanarySteps {
    /// The steps where nobody names any.
    package static let usual = "10:30s,50:30s"

    /// Reads the steps. Throws ``DraftFault`` for the first that is none, and where weights do not rise.
    package static func parse(_ text: String) throws(DraftFault) -> [RolloutDraft.Step] {
        var steps: [RolloutDraft.Step] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let step = try step(part.trimmingSpaces)
            if let last = steps.last, step.weight <= last.weight {
                throw DraftFault("steps '\(text)': \(step.weight) comes after \(last.weight), but weights must rise")
            }
            steps.append(step)
        }
        return steps
    }

    private static func step(_ text: Substring) throws(DraftFault) -> RolloutDraft.Step {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let weight = Int(halves[0].hasSuffix("%") ? halves[0].dropLast() : halves[0]) else {
            throw DraftFault("step '\(text)' must be a percentage and how long it is watched, such as 10:30s")
        }
        guard (1...100).contains(weight) else { throw DraftFault("step '\(text)': \(weight) must be a percentage from 1 to 100") }
        guard let hold = GoDuration.parse(String(halves[1])), hold >= .zero else {
            throw DraftFault("step '\(text)': '\(halves[1])' is no duration; write 30s, 5m or 1h30m")
        }
        return RolloutDraft.Step(weight: weight, hold: hold)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        return start.prefix(start.count - start.reversed().prefix { $0 == " " }.count)
    }
}
