import Commerce
import Foundation
import Hummingbird
import ServiceKit

extension ShopRequestContext {
    /// A part of the path, decoded. Throws ``Problem`` 404 when it is no UTF-8 text or has control characters.
    func pathText(_ name: String) throws -> String {
        guard let text = parameters.get(name)?.removingPercentEncoding,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw Problem.notFound("address") }
        return text
    }

    /// Throws ``Problem`` 404 for text that no SKU can have.
    func pathSKU() throws -> SKU {
        guard let sku = SKU(try pathText("sku")) else { throw Problem.notFound("SKU") }
        return sku
    }

    /// Throws ``Problem`` 422 for text that no order's id can have.
    func pathOrder() throws -> OrderID {
        guard let order = OrderID(try pathText("order")) else {
            throw Problem.validation([FieldError(field: "order", code: "invalid", message: "must be 1 to 64 of A-Z a-z 0-9 - _")])
        }
        return order
    }
}
