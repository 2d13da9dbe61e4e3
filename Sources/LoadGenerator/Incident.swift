import Foundation

/// A call that did not get what it came for: it failed, or the shop put it off.
package struct Incident: Codable, Sendable, Equatable, CustomStringConvertible {
    /// When its answer came, in milliseconds since the first arrival.
    package var milliseconds: Int
    package var operation: Operation
    /// What came of it, as in ``LoadResult/OperationResult/labels``.
    package var label: String
    /// What the shop, or the proxy before it, says of it, where the answer says anything.
    package var detail: String?

    package var description: String {
        "\(oneDecimal(Double(milliseconds) / 1000)) s: \(operation.rawValue) \(label)" + (detail.map { " (\($0))" } ?? "")
    }

    /// How many of a run are kept: the first ones tell the most.
    static let limit = 20
}

extension Answer {
    /// The reason that a problem document gives: the proxy's own word where it has one, or else the detail.
    var explanation: String? {
        struct Explained: Decodable { let detail, reason: String? }
        guard case .response(let response) = self,
            let problem = try? JSONDecoder().decode(Explained.self, from: Data(response.body))
        else { return nil }
        return problem.reason ?? problem.detail
    }
}
