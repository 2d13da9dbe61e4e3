import Commerce
import Foundation
import HTTPTypes
import HotConfig
import Hummingbird
import ProductAPI
import ServiceKit

/// What the order service asks: quotes and reservations. Nobody else may.
struct InternalRoutes: Sendable {
    private static let caller = "order-service"

    let catalog: Catalog
    let inventory: Inventory
    let config: HotConfig<ProductConfig>

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.post("internal/quotes") { request, context in
            try context.requireService(Self.caller)
            let body = try await request.decode(as: QuoteRequest.self, context: context)
            try Self.check(body)
            let threshold = config.current.value.lowStockThreshold
            return try jsonResponse(QuoteList(items: try await catalog.quotes(for: body.skus, lowStockThreshold: threshold)))
        }
        group.put("internal/reservations/{order}") { request, context in
            try context.requireService(Self.caller)
            let order = try context.pathOrder()
            let body = try await request.decode(as: ReservationRequest.self, context: context)
            try Self.check(body)
            return try await answer(.reserve(order, body.lines))
        }
        group.post("internal/reservations/{order}/commit") { _, context in
            try context.requireService(Self.caller)
            return try await answer(.commit(context.pathOrder()))
        }
        group.post("internal/reservations/{order}/release") { _, context in
            try context.requireService(Self.caller)
            return try await answer(.release(context.pathOrder()))
        }
    }

    private func answer(_ request: StockRequest) async throws -> Response {
        let answer = try await inventory.submit(request)
        switch answer {
        case .reserved(let reservation): return try jsonResponse(reservation)
        case .outOfStock(let lines): throw Problem.outOfStock(lines)
        case .closed: throw Problem.reservationClosed(request.order)
        case .lapsed: throw Problem.reservationLapsed(request.order)
        case .committed, .released, .expired: return try jsonResponse(["order": request.order.rawValue, "status": answer.name])
        }
    }

    private static func check(_ body: QuoteRequest) throws {
        guard (1...QuoteRequest.maximumSKUs).contains(body.skus.count) else {
            let message = "must have 1 to \(QuoteRequest.maximumSKUs) items"
            throw Problem.validation([FieldError(field: "skus", code: "out_of_range", message: message)])
        }
    }

    private static func check(_ body: ReservationRequest) throws {
        guard (1...ReservationRequest.maximumLines).contains(body.lines.count) else {
            let message = "must have 1 to \(ReservationRequest.maximumLines) items"
            throw Problem.validation([FieldError(field: "lines", code: "out_of_range", message: message)])
        }
        let errors = body.lines.enumerated().compactMap { index, line in
            (1...ReservationRequest.maximumQuantity).contains(line.quantity)
                ? nil
                : FieldError(
                    field: "lines[\(index)].quantity", code: "out_of_range",
                    message: "must be from 1 to \(ReservationRequest.maximumQuantity)")
        }
        guard errors.isEmpty else { throw Problem.validation(errors) }
    }
}
