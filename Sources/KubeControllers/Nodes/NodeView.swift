package import KubeModel

/// A node as controllers look at it.
package struct NodeView: Sendable, Equatable {
    package static let zoneLabel = "topology.kubernetes.io/zone"

    package let object: KubeObject

    package init(_ object: KubeObject) { self.object = object }

    package var name: String { object.name }
    package var zone: String? { object.labels[Self.zoneLabel] }

    /// It takes no new pods because somebody said so: `kubectl cordon`.
    package var isCordoned: Bool { object["spec", "unschedulable"].bool ?? false }

    package var readiness: Condition? { ConditionList(of: object)["Ready"] }
    package var isReady: Bool { readiness?.status == .yes }

    package var taints: [Taint] { object["spec", "taints"].elements.compactMap(Taint.init) }
}
