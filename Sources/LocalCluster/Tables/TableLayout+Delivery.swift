import KubeModel

extension TableLayout {
    package static let releases = rollouts { Cell.text($0.spec["to"], else: "") }

    package static let configRollouts = rollouts { rollout in .string(rollout.spec["revision"].int.map { "r\($0)" } ?? "") }

    /// The columns that the CustomResourceDefinitions of deploy/base/delivery declare.
    private static func rollouts(target: @escaping @Sendable (KubeObject) -> JSON) -> TableLayout {
        TableLayout(
            columns: [
                .name, TableColumn("Service"), TableColumn("To"), TableColumn("Phase"), TableColumn("Step"), .integer("Weight"),
                TableColumn("Waiting"), .age, .wide("Reason"), .wide("Message"),
            ]
        ) { rollout, now in
            let status = rollout.status
            return [
                .string(rollout.name), Cell.text(rollout.spec["service"], else: ""), target(rollout), Cell.text(status["phase"], else: ""),
                Cell.text(status["step"], else: ""), Cell.count(status["weight"]), Cell.text(status["waiting"], else: ""),
                Cell.age(of: rollout, now), Cell.text(status["reason"], else: ""), Cell.text(status["message"], else: ""),
            ]
        }
    }
}
