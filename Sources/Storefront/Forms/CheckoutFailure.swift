import HTTPTypes
import ProductAPI
import ServiceKit

/// Why an order was not placed, as far as the checkout must tell the cases apart.
enum CheckoutFailure: Sendable, Equatable {
    /// It may yet become an order, or already be one: ask again with the same key, and nothing else.
    case pending
    /// Certainly nothing has happened; the same attempt may be made later.
    case unavailable(retryAfter: Duration)
    case declined(reason: String)
    case outOfStock([ShortLine])
    /// What the order service found wrong, by field; the rest as sentences.
    case invalid([CheckoutField: String], others: [String])
    /// The key belongs to an attempt with other details.
    case keyReused
    /// The order would cost something else than what was shown, such as another country's tax.
    case totalChanged
    /// The cart is empty, unknown or has expired.
    case cartGone

    /// Nil for an error that is not about this order: it gets an error page.
    init?(_ error: any Error) {
        switch error {
        case OutboundError.outcomeUnknown: self = .pending
        case OutboundError.unavailable(_, _, let retryAfter): self = .unavailable(retryAfter: retryAfter ?? .seconds(5))
        case OutboundError.unexpected(_, _, let code, let detail): self.init(code: code, detail: detail)
        case let problem as Problem: self.init(problem)
        default: return nil
        }
    }

    private init?(_ problem: Problem) {
        switch problem.code {
        case "out_of_stock": self = .outOfStock(Self.lines(of: problem))
        case "validation_failed": self = Self.invalid(problem.errors)
        default:
            if let failure = CheckoutFailure(code: problem.code, detail: problem.detail) {
                self = failure
            } else if problem.status == .serviceUnavailable {
                self = .unavailable(retryAfter: problem.retryAfter ?? .seconds(5))
            } else {
                return nil
            }
        }
    }

    private init?(code: String, detail: String) {
        switch code {
        case "outcome_pending", "request_in_progress": self = .pending
        case "payment_declined": self = .declined(reason: detail)
        case "out_of_stock": self = .outOfStock([])
        case "idempotency_key_reused": self = .keyReused
        case "total_changed": self = .totalChanged
        case "cart_empty", "cart_not_found", "not_found": self = .cartGone
        default: return nil
        }
    }

    /// The member `lines`, which is a typed value in this process and JSON when it came over the wire.
    private static func lines(of problem: Problem) -> [ShortLine] {
        guard let member = problem.members["lines"] else { return [] }
        if let lines = member as? [ShortLine] { return lines }
        guard let bytes = try? ShopJSON.encode(AnyMember(value: member)) else { return [] }
        return (try? ShopJSON.decode([ShortLine].self, from: bytes)) ?? []
    }

    private static func invalid(_ errors: [FieldError]) -> CheckoutFailure {
        if errors.contains(where: { $0.field == "cart" && ["empty", "not_found"].contains($0.code) }) { return .cartGone }
        var fields: [CheckoutField: String] = [:]
        var others: [String] = []
        for error in errors {
            if let field = CheckoutField(path: error.field) {
                fields[field] = fields[field] ?? "\(field.label) \(error.message)."
            } else {
                others.append("\(error.field.prefix(1).uppercased())\(error.field.dropFirst()): \(error.message).")
            }
        }
        return .invalid(fields, others: others)
    }

    private struct AnyMember: Encodable {
        let value: any Encodable & Sendable
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
}
