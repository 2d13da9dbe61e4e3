/// Who a request comes from, as far as its token proves.
package enum Principal: Sendable, Hashable {
    /// No token, or none that we signed.
    case anonymous
    /// A person who runs the shop.
    case admin(subject: String)
    /// Another service of the shop, such as `order-service`.
    case service(name: String)
}

extension ShopRequestContext {
    /// Throws ``Problem`` 401 without a valid token and 403 with one of another role.
    package func requireAdmin() throws {
        switch principal {
        case .admin: return
        case .anonymous: throw Problem.unauthenticated()
        case .service: throw Problem.forbidden()
        }
    }

    /// Throws ``Problem`` 401 without a valid token and 403 unless it is one of these services'.
    package func requireService(_ names: String...) throws {
        switch principal {
        case .service(let name) where names.contains(name): return
        case .anonymous: throw Problem.unauthenticated()
        case .service, .admin: throw Problem.forbidden()
        }
    }

    package var isAdmin: Bool {
        if case .admin = principal { true } else { false }
    }
}
