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

    package let service: String
    /// The start of the content hash of the running revision.
    package let revision: String
    package let source: String
    /// That of the ConfigMap, when the running revision came through the API.
    package let resourceVersion: String?
    package let appliedAt: String
    package let values: [Entry]
    /// The revision that was refused last, and why; nil when none has been since the start.
    package let lastRejected: ConfigRejection?

    package init(
        service: String, revision: String, source: String, resourceVersion: String? = nil, appliedAt: String, values: [Entry],
        lastRejected: ConfigRejection?
    ) {
        self.service = service
        self.revision = revision
        self.source = source
        self.resourceVersion = resourceVersion
        self.appliedAt = appliedAt
        self.values = values
        self.lastRejected = lastRejected
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
