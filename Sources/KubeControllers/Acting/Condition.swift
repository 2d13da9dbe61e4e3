package import KubeModel

/// One entry of `status.conditions`.
package struct Condition: Sendable, Equatable {
    package enum Status: String, Sendable {
        case yes = "True"
        case no = "False"
        case unknown = "Unknown"
    }

    package var type: String
    package var status: Status
    package var reason: String
    package var message: String
    /// RFC 3339: when the status became what it is.
    package var lastTransitionTime: String?
    /// RFC 3339, for the kinds that have it: when the reason was last confirmed.
    package var lastUpdateTime: String?
    package var observedGeneration: Int?

    package init(_ type: String, _ status: Status, reason: String, _ message: String) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
    }

    /// Nil for what is no condition.
    package init?(_ json: JSON) {
        guard let type = json["type"].string, let status = json["status"].string.flatMap(Status.init) else { return nil }
        self.init(type, status, reason: json["reason"].string ?? "", json["message"].string ?? "")
        lastTransitionTime = json["lastTransitionTime"].string
        lastUpdateTime = json["lastUpdateTime"].string
        observedGeneration = json["observedGeneration"].int
    }

    package var json: JSON {
        .present([
            "type": .string(type), "status": .string(status.rawValue), "reason": reason.isEmpty ? nil : .string(reason),
            "message": message.isEmpty ? nil : .string(message), "lastTransitionTime": lastTransitionTime.map(JSON.string) ?? nil,
            "lastUpdateTime": lastUpdateTime.map(JSON.string) ?? nil,
            "observedGeneration": observedGeneration.map(JSON.integer) ?? nil,
        ])
    }
}
