/// The columns of a product CSV that mean something to the shop. All others are read over.
enum ShopifyColumn: CaseIterable {
    case handle, title, description, vendor, category, type, tags, published, status
    case sku, price, compareAtPrice, currency, quantity
    case optionName1, optionValue1, optionName2, optionValue2, optionName3, optionValue3
    case image, imagePosition, imageAlt, variantImage

    static let required: [ShopifyColumn] = [.handle, .title, .price]
    static let optionNames: [ShopifyColumn] = [.optionName1, .optionName2, .optionName3]
    static let optionValues: [ShopifyColumn] = [.optionValue1, .optionValue2, .optionValue3]

    /// The headings it goes by, in lower case: Shopify's export of old, Shopify's present template, Spree's export.
    var headings: [String] {
        switch self {
        case .handle: ["handle", "url handle", "slug"]
        case .title: ["title", "name"]
        case .description: ["body (html)", "body html", "description"]
        case .vendor: ["vendor"]
        case .category: ["product category", "category1"]
        case .type: ["type", "product_type"]
        case .tags: ["tags"]
        case .published: ["published", "published on online store"]
        case .status: ["status"]
        case .sku: ["variant sku", "sku"]
        case .price: ["variant price", "price"]
        case .compareAtPrice: ["variant compare at price", "compare-at price", "compare_at_price"]
        case .currency: ["currency"]
        case .quantity: ["variant inventory qty", "inventory quantity", "inventory_count"]
        case .optionName1: ["option1 name", "option1_name"]
        case .optionValue1: ["option1 value", "option1_value"]
        case .optionName2: ["option2 name", "option2_name"]
        case .optionValue2: ["option2 value", "option2_value"]
        case .optionName3: ["option3 name", "option3_name"]
        case .optionValue3: ["option3 value", "option3_value"]
        case .image: ["image src", "product image url", "image1_src"]
        case .imagePosition: ["image position"]
        case .imageAlt: ["image alt text"]
        case .variantImage: ["variant image", "variant image url"]
        }
    }
}
