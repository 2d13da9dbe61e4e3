package import KubeModel

/// The conditions of an object, one of each type.
package struct ConditionList: Sendable, Equatable {
    private var conditions: [Condition]

    package init(of object: KubeObject) {
        conditions = object.status["conditions"].elements.compactMap(Condition.init)
    }

    package subscript(_ type: String) -> Condition? { conditions.first { $0.type == type } }

    package var json: JSON { .array(conditions.map(\.json)) }

    package mutating func remove(_ type: String) { conditions.removeAll { $0.type == type } }

    /// Puts a condition in place of the one of its type; the time of transition is kept while the status stays.
    /// - Parameter time: RFC 3339.
    package mutating func set(_ condition: Condition, at time: String) {
        var condition = condition
        let present = self[condition.type]
        condition.lastTransitionTime = present?.status == condition.status ? present?.lastTransitionTime ?? time : time
        guard let index = conditions.firstIndex(where: { $0.type == condition.type }) else {
            conditions.append(condition)
            return
        }
        conditions[index] = condition
    }
}
