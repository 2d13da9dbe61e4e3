/// How an answer counts.
package enum Outcome: String, Codable, CaseIterable, Sendable, CodingKeyRepresentable {
    case succeeded
    /// A definite no that the shop may well give: 402, 404, 409, 422, …
    case refused
    /// The shop asked to come again later: 503 or 429 with `Retry-After`.
    case shed
    /// A transport error, or a 5xx without `Retry-After` or other than 503.
    case failed
    /// The run was stopped before there was an answer.
    case cancelled

    /// Whether the shop owed something else.
    var isLoss: Bool { self == .failed || self == .shed }
}
