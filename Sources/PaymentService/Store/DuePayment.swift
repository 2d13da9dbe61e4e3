package import Commerce
package import Foundation

/// An unresolved payment whose time has come.
package struct DuePayment: Sendable, Equatable {
    package let order: OrderID
    package let resolveAt: Date
}
