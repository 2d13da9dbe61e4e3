import Commerce
import ServiceKit

extension PricingFault {
    init(_ error: MoneyError) {
        switch error {
        case .currencyMismatch: self = .foreignCurrency(line: 0)
        case .overflow: self = .tooMuch
        }
    }

    /// The 422 that a client gets. `field` names the place of a line in what was sent.
    func problem(lines: [SKU], field: (_ line: Int) -> String) -> Problem {
        switch self {
        case .unknownSKU(let line): .unknownSKU(lines[line], field: field(line))
        case .foreignCurrency(let line):
            .validation([FieldError(field: field(line), code: "foreign_currency", message: "is not sold in the shop's currency")])
        case .tooMuch:
            .validation([FieldError(field: "items", code: "out_of_range", message: "cost more than any amount of money can be")])
        }
    }
}

extension Problem {
    static func unknownSKU(_ sku: SKU, field: String) -> Problem {
        .validation([FieldError(field: field, code: "unknown_sku", message: "there is no \(sku) in the catalogue")])
    }

    static func tooManyLines(limit: Int) -> Problem {
        .validation([FieldError(field: "items", code: "too_many", message: "a cart may hold at most \(limit) different items")])
    }
}
