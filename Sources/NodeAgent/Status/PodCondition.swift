package import Foundation
package import KubeModel

/// A condition of a pod, with the time of its last change.
package struct PodCondition: Sendable, Equatable {
    package let type: String
    package var isTrue: Bool
    package var reason: String?
    package var message: String?
    package var since: Date

    package var json: JSON {
        let members: JSON = [
            "type": .string(type), "status": isTrue ? "True" : "False", "lastProbeTime": .null,
            "lastTransitionTime": .string(since.kubeText), "reason": reason.map(JSON.string) ?? .null,
            "message": message.map(JSON.string) ?? .null,
        ]
        return members.withoutNulls
    }

    package init(type: String, isTrue: Bool, reason: String? = nil, message: String? = nil, since: Date) {
        self.type = type
        self.isTrue = isTrue
        self.reason = reason
        self.message = message
        self.since = since
    }

    /// Those that a pod has already, by type.
    package static func all(of pod: KubeObject) -> [String: PodCondition] {
        let conditions = pod.status["conditions"].elements.compactMap { json -> PodCondition? in
            guard let type = json["type"].string, let since = json["lastTransitionTime"].string.flatMap(Date.init(kube:)) else {
                return nil
            }
            return PodCondition(
                type: type, isTrue: json["status"].string == "True", reason: json["reason"].string, message: json["message"].string,
                since: since)
        }
        return Dictionary(conditions.map { ($0.type, $0) }) { $1 }
    }
}

extension JSON {
    /// An object without its members that are null.
    package var withoutNulls: JSON {
        if case .object(let members) = self { .object(members.filter { !$0.value.isNull }) } else { self }
    }
}
