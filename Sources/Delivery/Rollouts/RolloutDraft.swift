package import KubeModel

/// What somebody asks for, and the object that asks for it.
package struct RolloutDraft: Sendable {
    package enum Subject: Sendable, Hashable {
        /// A version, such as `v2`.
        case release(to: String)
        /// The number of a revision.
        case config(revision: Int)
    }

    package enum Strategy: Sendable, Hashable {
        case canary([Step])
        /// - Parameter switchesItself: Without a promote request.
        case blueGreen(header: String, value: String, previewHold: Duration, hold: Duration, switchesItself: Bool)
    }

    package struct Step: Sendable, Hashable {
        /// In percent.
        package var weight: Int
        package var hold: Duration

        package init(weight: Int, hold: Duration) {
            self.weight = weight
            self.hold = hold
        }
    }

    package var service: String
    package var namespace: String
    package var subject: Subject
    /// Nil: the usual steps.
    package var strategy: Strategy?
    /// Any other members of the specification, such as `analysis` or `drain`.
    package var more: [String: JSON] = [:]

    package init(_ subject: Subject, of service: String, namespace: String, strategy: Strategy? = nil) {
        self.subject = subject
        self.service = service
        self.namespace = namespace
        self.strategy = strategy
    }

    package var kind: RolloutKind {
        switch subject {
        case .release: .release
        case .config: .config
        }
    }

    /// The object, which the API gives a name that begins with service and target.
    package var object: KubeObject {
        var object = KubeObject(kind.type, namespace: namespace, name: "", labels: ["app": service])
        object["metadata", "name"] = .null
        var spec = JSON.object(more)
        spec["service"] = .string(service)
        switch subject {
        case .release(let version):
            object["metadata", "generateName"] = .string("\(service)-\(version)-")
            spec["to"] = .string(version)
        case .config(let revision):
            object["metadata", "generateName"] = .string("\(service)-config-r\(revision)-")
            spec["revision"] = .integer(revision)
        }
        if let strategy { spec["strategy"] = strategy.json }
        object["spec"] = spec
        return object
    }
}

extension RolloutDraft.Strategy {
    fileprivate var json: JSON {
        switch self {
        case .canary(let steps):
            let steps = steps.map { ["weight": .integer($0.weight), "hold": .string(GoDuration.text($0.hold))] as JSON }
            return ["canary": ["steps": .array(steps)]]
        case .blueGreen(let header, let value, let previewHold, let hold, let switchesItself):
            return [
                "blueGreen": [
                    "preview": ["header": .string(header), "value": .string(value), "hold": .string(GoDuration.text(previewHold))],
                    "promotion": switchesItself ? "Automatic" : "Manual",
                    "hold": .string(GoDuration.text(hold)),
                ]
            ]
        }
    }
}
