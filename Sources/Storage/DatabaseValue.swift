package import Commerce

/// A value as the database holds it. There is no floating point in the shop's tables.
package enum DatabaseValue: Sendable, Hashable {
    case null
    case integer(Int)
    case text(String)
    case blob([UInt8])
}

/// A type that is stored in one column.
package protocol DatabaseRepresentable {
    var databaseValue: DatabaseValue { get }
    /// Returns nil when the value is not one of this type.
    init?(databaseValue: DatabaseValue)
}

extension Int: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .integer(self) }
    package init?(databaseValue: DatabaseValue) {
        guard case .integer(let value) = databaseValue else { return nil }
        self = value
    }
}

extension Bool: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .integer(self ? 1 : 0) }
    package init?(databaseValue: DatabaseValue) {
        guard case .integer(let value) = databaseValue else { return nil }
        self = value != 0
    }
}

extension String: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .text(self) }
    package init?(databaseValue: DatabaseValue) {
        guard case .text(let value) = databaseValue else { return nil }
        self = value
    }
}

extension [UInt8]: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .blob(self) }
    package init?(databaseValue: DatabaseValue) {
        guard case .blob(let value) = databaseValue else { return nil }
        self = value
    }
}

extension Optional: DatabaseRepresentable where Wrapped: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
    package init?(databaseValue: DatabaseValue) {
        if case .null = databaseValue {
            self = .none
            return
        }
        guard let value = Wrapped(databaseValue: databaseValue) else { return nil }
        self = .some(value)
    }
}

extension DatabaseRepresentable where Self: RawRepresentable, RawValue: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { rawValue.databaseValue }
    package init?(databaseValue: DatabaseValue) {
        guard let raw = RawValue(databaseValue: databaseValue) else { return nil }
        self.init(rawValue: raw)
    }
}

extension SKU: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .text(rawValue) }
    package init?(databaseValue: DatabaseValue) {
        guard let text = String(databaseValue: databaseValue) else { return nil }
        self.init(text)
    }
}

extension Identifier: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .text(rawValue) }
    package init?(databaseValue: DatabaseValue) {
        guard let text = String(databaseValue: databaseValue) else { return nil }
        self.init(text)
    }
}

extension Currency: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .text(code) }
    package init?(databaseValue: DatabaseValue) {
        guard let text = String(databaseValue: databaseValue) else { return nil }
        self.init(text)
    }
}
