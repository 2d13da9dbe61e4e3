import Commerce

/// The addresses of the shop's own pages. Everything that comes from data is percent-encoded.
enum Link {
    static func home(search: String? = nil, category: String? = nil, after: String? = nil) -> String {
        let items = [("search", search), ("category", category), ("after", after)]
        let query = items.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(encoded($0))" }
        }
        return query.isEmpty ? "/" : "/?" + query.joined(separator: "&")
    }

    static func product(_ handle: String) -> String { "/products/\(encoded(handle))" }
    static func cartItem(_ sku: SKU) -> String { "/cart/items/\(encoded(sku.rawValue))" }
    static func order(_ id: OrderID) -> String { "/orders/\(id)" }

    static let cart = "/cart"
    static let checkout = "/checkout"
    static let pending = "/checkout/pending"

    /// RFC 3986: everything but the unreserved characters as `%XX` of the UTF-8 form.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                bytes.append(contentsOf: "%\(hex.count == 1 ? "0" : "")\(hex)".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
