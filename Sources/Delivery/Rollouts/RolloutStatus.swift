import KubeControllers
package import KubeModel
package import ReleaseEngine

/// What the status of a rollout says.
package struct RolloutStatus: Sendable {
    private let rollout: Rollout
    private let state: ReleaseState
    private let crashes: CrashLedger

    /// - Parameters:
    ///   - rollout: As it was read, with the status that it has.
    ///   - state: As it is to be remembered.
    package init(of rollout: Rollout, state: ReleaseState, crashes: CrashLedger) {
        self.rollout = rollout
        self.state = state
        self.crashes = crashes
    }

    /// The whole status. Without a change it is the one that is there.
    package func json() throws -> JSON {
        let stages = rollout.spec.strategy.stages.count
        var status: JSON = [:]
        status["observedGeneration"] = .integer(rollout.object.generation)
        status["phase"] = .string(state.phase.rawValue)
        status["step"] = .string("\(min(state.step + 1, stages))/\(stages)")
        status["weight"] = .integer(state.weight)
        status["stable"] = JSON(orNull: state.stable)
        status["target"] = .string(state.target)
        status["waiting"] = JSON(orNull: state.waiting)
        status["reason"] = .string(reason)
        status["message"] = .string(message)
        status["startedAt"] = JSON(orNull: state.begunAt?.text)
        status["finishedAt"] = JSON(orNull: state.phase.isTerminal ? state.phaseSince.text : nil)
        status["analyses"] = .array(state.analyses.map(\.json))
        status["history"] = .array(state.history.map(\.json))
        status["conditions"] = conditions
        status["requestID"] = requestID
        status["crashes"] = try JSON(encoding: crashes)
        status["engine"] = .string(try state.text)
        return status
    }

    private var reason: String { state.cause?.reason ?? state.phase.rawValue }

    private var message: String { state.cause?.message ?? state.history.last?.message ?? "" }

    /// The last request that was obeyed.
    private var requestID: JSON {
        guard let request = rollout.spec.request, request.generation <= state.seenRequest else { return rollout.object.status["requestID"] }
        return rollout.object.spec["request"]["id"]
    }

    private var conditions: JSON {
        var list = ConditionList(of: rollout.object)
        for (type, status) in [("Progressing", progressing), ("Succeeded", succeeded)] {
            var condition = Condition(type, status, reason: reason, message)
            condition.observedGeneration = rollout.object.generation
            list.set(condition, at: state.phaseSince.text)
        }
        return list.json
    }

    private var progressing: Condition.Status {
        if state.phase.isTerminal { return .no }
        return rollout.spec.isPaused ? .unknown : .yes
    }

    private var succeeded: Condition.Status {
        guard state.phase.isTerminal else { return .unknown }
        return state.phase == .succeeded ? .yes : .no
    }
}

extension HistoryEntry {
    fileprivate var json: JSON {
        [
            "at": .string(at.text), "phase": .string(phase.rawValue), "step": .integer(step + 1), "weight": .integer(weight),
            "message": .string(message),
        ]
    }
}

extension MetricAnalysis {
    fileprivate var json: JSON {
        var json: JSON = ["metric": .string(metric), "verdict": .string(verdict.rawValue), "at": .string(at.text)]
        json["stable"] = stable.json
        json["new"] = new.json
        if let slowAbove { json["slowAboveMilliseconds"] = .rounded(slowAbove) }
        if let stableLatency { json["stable"]["latencyMilliseconds"] = .rounded(stableLatency) }
        if let newLatency { json["new"]["latencyMilliseconds"] = .rounded(newLatency) }
        json["evidence"] = .rounded(evidence)
        json["condemnsAt"] = .rounded(condemnsAt)
        json["clearance"] = .rounded(clearance)
        json["clearsAt"] = .rounded(clearsAt)
        json["message"] = JSON(orNull: message)
        return json
    }
}

extension Tally {
    fileprivate var json: JSON {
        ["attempts": .integer(attempts), "failures": .integer(failures), "rate": .rounded(rate)]
    }
}

extension Moment {
    /// RFC 3339, in whole seconds as Kubernetes has it.
    package var text: String { KubeTime(microseconds: milliseconds * 1000).text }
}

extension JSON {
    /// To a millionth, for people; what has to be exact is in the engine's state.
    fileprivate static func rounded(_ value: Double) -> JSON {
        guard value.isFinite, abs(value) < 1e9 else { return .number(value > 0 ? 1e9 : -1e9) }
        return .number((value * 1e6).rounded() / 1e6)
    }

    /// A text, null for none.
    init(orNull text: String?) { self = text.map(JSON.string) ?? .null }
}
