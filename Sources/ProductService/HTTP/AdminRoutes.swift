import CatalogImport
import HTTPTypes
import HotConfig
import Hummingbird
import NIOCore
import ProductAPI
import ServiceKit

/// What an administrator does: `GET` and `PUT /api/admin/inventory/{sku}`, `POST /api/admin/imports`.
struct AdminRoutes: Sendable {
    let inventory: Inventory
    let importer: ProductImporter
    let config: HotConfig<ProductConfig>

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.get("api/admin/inventory/{sku}") { _, context in
            try context.requireAdmin()
            return try Self.answer(try await inventory.level(of: context.pathSKU()))
        }
        group.put("api/admin/inventory/{sku}") { request, context in
            try context.requireAdmin()
            let sku = try context.pathSKU()
            let count = try await request.decode(as: InventoryCount.self, context: context)
            guard (0...Inventory.maximumOnHand).contains(count.onHand) else {
                let message = "must be from 0 to \(Inventory.maximumOnHand)"
                throw Problem.validation([FieldError(field: "onHand", code: "out_of_range", message: message)])
            }
            return try Self.answer(try await inventory.setOnHand(count.onHand, of: sku))
        }
        group.post("api/admin/imports") { request, context in
            try context.requireAdmin()
            return try jsonResponse(try await importFile(request), headers: [.cacheControl: "no-store"])
        }
    }

    private static func answer(_ level: InventoryLevel?) throws -> Response {
        guard let level else { throw Problem.notFound("SKU") }
        return try jsonResponse(level, headers: [.cacheControl: "no-store"])
    }

    private func importFile(_ request: Request) async throws -> ImportReport {
        let settings = config.current.value
        var items = QueryItems(request, known: ["dryRun"])
        let dryRun = items.boolean("dryRun")
        try items.check()
        guard let format = request.headers[.contentType].flatMap({ CatalogFormat(contentType: $0) }) else {
            throw Problem.unknownImportFormat()
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > settings.importLimit {
            throw Problem.importTooLarge(limit: settings.importLimit)
        }
        do {
            return try await importer.run(request.body, format: format, dryRun: dryRun, settings)
        } catch let error as ImportTooLarge {
            throw Problem.importTooLarge(limit: error.limit)
        }
    }
}
