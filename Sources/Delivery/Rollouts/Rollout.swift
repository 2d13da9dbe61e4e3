package import KubeModel
package import ReleaseEngine

/// A Release or a ConfigRollout: what was asked for and what is remembered, read from its object.
package struct Rollout: Sendable {
    package let kind: RolloutKind
    package let object: KubeObject
    /// What the object asks for. Everything that is wrong with it is in ``ReleaseSpec/faults``.
    package let spec: ReleaseSpec
    /// Metrics beyond those that are known by name, with their series.
    package let questions: [MetricQuestion]
    /// Nil for one that is new.
    package let state: ReleaseState?

    package init(kind: RolloutKind, object: KubeObject, spec: ReleaseSpec, questions: [MetricQuestion], state: ReleaseState?) {
        self.kind = kind
        self.object = object
        self.spec = spec
        self.questions = questions
        self.state = state
    }

    /// What cannot even be read, each with its field, such as `spec.strategy.canary.steps[1].hold: "5x" is no duration`.
    package var faults: [String] { spec.unreadable }

    /// The state that it goes on from.
    package var presentState: ReleaseState? { spec.goesOn(from: state) }

    /// As they were counted so far; those of another version than it is about now are none of its own.
    package var crashes: CrashLedger {
        guard presentState != nil else { return CrashLedger() }
        return (try? object.status["crashes"].decoded(as: CrashLedger.self)) ?? CrashLedger()
    }

    package var namespace: String { object.namespace }

    package var key: ObjectKey { ObjectKey(kind.type, namespace: object.namespace, name: object.name) }
}

/// What is rolled out.
package enum RolloutKind: String, Sendable, CaseIterable {
    /// A version of a service, over the requests.
    case release = "Release"
    /// A revision of a service's configuration, over its pods.
    case config = "ConfigRollout"

    /// The objects' type.
    package var type: ResourceType {
        switch self {
        case .release: .releases
        case .config: .configRollouts
        }
    }
}
