import Foundation

/// The body of `/configz`. No secret is in it. Times are ISO 8601 in UTC, to the millisecond.
package struct ConfigReport: Sendable, Equatable, Codable {
    /// One key, its value and what it may be.
    package struct Entry: Sendable, Equatable, Codable {
        package let key: String
        package let type: ConfigField.Kind
        /// `redacted` for a secret.
        package let value: ConfigScalar
        /// Nil for a secret.
        package let `default`: ConfigScalar?
        package let allowed: String
        package let doc: String
        package let isSecret: Bool
    }

    /// A revision that a share of the pods tries.
    package struct Staging: Sendable, Equatable, Codable {
        /// The identity of its rollout.
        package let release: String
        package let intent: Int
        /// Its name, such as `r7`.
        package let revision: String
        package let percent: Int
        /// Whether this pod is among those that try it.
        package let isInShare: Bool
    }

    package let service: String
    /// The start of the content hash of the running revision.
    package let revision: String
    package let source: String
    /// That of the ConfigMap, when the running revision came through the API.
    package let resourceVersion: String?
    package let appliedAt: String
    package let values: [Entry]
    /// Nil while nothing is tried beside the content.
    package let staging: Staging?
    /// Why a rollout cannot be followed.
    package let stagingFault: ConfigFault?
    /// The revision that was refused last, and why; nil when none has been since the start.
    package let lastRejected: ConfigRejection?

    package init(
        service: String, revision: String, source: String, resourceVersion: String? = nil, appliedAt: String, values: [Entry],
        staging: Staging? = nil, stagingFault: ConfigFault? = nil, lastRejected: ConfigRejection?
    ) {
        self.service = service
        self.revision = revision
        self.source = source
        self.resourceVersion = resourceVersion
        self.appliedAt = appliedAt
        self.values = values
        self.staging = staging
        self.stagingFault = stagingFault
        self.lastRejected = lastRejected
    }
}

extension ConfigReport.Staging {
    init(_ share: StagedShare) {
        let staging = share.staging
        self.init(
            release: staging.release, intent: staging.intent, revision: staging.revision, percent: staging.percent,
            isInShare: share.isMember)
    }
}

extension ConfigReport.Entry {
    init(_ field: ConfigField, value: ConfigScalar?) {
        self.init(
            key: field.key, type: field.kind, value: value ?? .text(Secret.redacted), default: field.defaultValue,
            allowed: field.constraint.description, doc: field.documentation, isSecret: field.isSecret)
    }
}

extension Date {
    /// `2026-01-31T12:00:00.000Z`
    var timestamp: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
