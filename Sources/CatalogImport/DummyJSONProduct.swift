import Foundation

/// One element of DummyJSON's products; members that the shop has no use for are left out.
struct DummyJSONProduct: Decodable {
    let id: Int?
    let title: String
    let description: String?
    let category: String?
    /// Read from the text of the number, never by way of binary floating point.
    let price: Decimal
    let stock: Int?
    let tags: [String]?
    let brand: String?
    let sku: String?
    let images: [String]?
    let thumbnail: String?
}

/// An element that may be faulty without spoiling the rest of the list.
struct DummyJSONElement: Decodable {
    let result: Result<DummyJSONProduct, any Error>

    init(from decoder: any Decoder) throws {
        result = Result { try DummyJSONProduct(from: decoder) }
    }
}

/// The document: the list itself, or `{"products": [...]}` as the API answers it.
struct DummyJSONDocument: Decodable {
    let products: [DummyJSONElement]

    private enum CodingKeys: String, CodingKey { case products }

    init(from decoder: any Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: CodingKeys.self) {
            products = try keyed.decode([DummyJSONElement].self, forKey: .products)
        } else {
            products = try decoder.singleValueContainer().decode([DummyJSONElement].self)
        }
    }
}
