import Commerce
import Hummingbird
import OrderAPI
import ServiceKit

/// `GET /api/admin/orders?status=&after=&limit=`, newest first.
struct AdminOrderRoutes: Sendable {
    private static let pageSizes = 1...100
    private static let defaultPageSize = 50

    let orders: OrderStore

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.get("api/admin/orders") { request, context in
            try context.requireAdmin()
            return try jsonResponse(try await page(request), headers: [.cacheControl: "no-store"])
        }
    }

    private func page(_ request: Request) async throws -> OrderPage {
        let query = request.uri.queryParameters
        var errors: [FieldError] = []
        func read<Value>(_ name: Substring, _ message: String, _ parse: (String) -> Value?) -> Value? {
            guard let text = query[name], !text.isEmpty else { return nil }
            let value = parse(String(text))
            if value == nil { errors.append(FieldError(field: String(name), code: "invalid", message: message)) }
            return value
        }
        let choices = Order.Status.allCases.map(\.rawValue).joined(separator: ", ")
        let status = read("status", "must be one of \(choices)") { Order.Status(rawValue: $0) }
        let after = read("after", "must be the next of an earlier page") { OrderID($0) }
        let limit = read("limit", "must be from \(Self.pageSizes.lowerBound) to \(Self.pageSizes.upperBound)") { text in
            Int(text).flatMap { Self.pageSizes.contains($0) ? $0 : nil }
        }
        guard errors.isEmpty else { throw Problem.validation(errors) }
        let size = limit ?? Self.defaultPageSize
        let records = try await orders.orders(status: status, before: after, limit: size + 1)
        let shown = records.prefix(size)
        return OrderPage(items: shown.map(\.order), next: records.count > size ? shown.last?.id.rawValue : nil)
    }
}
