import CatalogImport
import Commerce
import ProductAPI
import Testing

/// What merchants' files really hold.
@Suite("Shopify CSV")
struct ShopifyImporterTests {
    @Test func firstRowCarriesTheProductAndLaterRowsItsVariants() throws {
        let result = imported(
            shopify(
                "tee,Plain Tee,<p>Soft</p>,Size,S,TEE-S,shopify,3,19.99,https://x.test/a.jpg",
                "tee,,,,M,TEE-M,shopify,0,21.5,"))
        #expect(result.faults.isEmpty)
        let product = try #require(result.products.first)
        #expect(product.title == "Plain Tee")
        #expect(product.descriptionHTML == "<p>Soft</p>")
        #expect(product.options == [ProductOption(name: "Size", values: ["S", "M"])])
        #expect(product.variants.map(\.title) == ["S", "M"])
        #expect(product.variants.map(\.price) == [Money(1999, .usd), Money(2150, .usd)])
        #expect(product.variants.map(\.availability) == [.inStock, .soldOut])
        #expect(product.images == [ProductImage(url: "https://x.test/a.jpg", alt: "Plain Tee")])
        #expect(result.imports.first?.stock.map { [$0.key.rawValue: $0.value] }.count == 2)
        #expect(result.imports.first?.line == 2)
    }

    @Test func readsThePresentHeadingsInAnyOrder() throws {
        let result = imported(
            """
            Price,Title,Cost per item,URL handle,Description,Product category,Type,Tags,Published on online store,Status,SKU,Option1 name,\
            Option1 value,Compare-at price,Inventory quantity,Product image URL,Image position,Image alt text,Variant image URL,Vendor
            10,Cap,3.00,cap,Warm,Apparel > Hats,,"a, b, A",TRUE,Active,CAP-1,Color,Red,12.50,7,https://x.test/2.jpg,2,Side,https://x.test/v.jpg,Acme
            11,,,cap,,,,,,,CAP-2,,Blue,11,,https://x.test/1.jpg,1,Front,,
            """)
        #expect(result.faults.isEmpty)
        let product = try #require(result.products.first)
        #expect(product.category == "Hats")
        #expect(product.vendor == "Acme")
        #expect(product.tags == ["a", "b"])
        #expect(product.descriptionHTML == "<p>Warm</p>")
        #expect(product.images.map(\.url) == ["https://x.test/1.jpg", "https://x.test/2.jpg", "https://x.test/v.jpg"])
        #expect(product.images.map(\.alt) == ["Front", "Side", "Cap"])
        #expect(product.variants.map(\.compareAtPrice) == [Money(1250, .usd), nil], "a former price must be greater")
        let stock = try #require(result.imports.first?.stock)
        #expect(stock == [product.variants[0].sku: 7], "a blank quantity leaves the stock alone")
    }

    @Test func derivesStableSKUs() {
        let rows = [
            "linen-shirt,Linen Shirt,,Size,X Large,,,,30,", "linen-shirt,,,,Größe,,,,30,", "linen-shirt,,,,X-Large,,,,30,",
            "mug,Mug,,,,,,,5,",
        ]
        let first = imported(shopify(rows[0], rows[1], rows[2], rows[3])).products.flatMap(\.variants).map(\.sku.rawValue)
        let reordered = imported(shopify(rows[3], rows[0], rows[2], rows[1])).products.flatMap(\.variants).map(\.sku.rawValue)
        #expect(first.count == 4)
        #expect(first[0] == "linen-shirt.x_large")
        #expect(first[1].hasPrefix("linen-shirt.gre~"))
        #expect(first[2] == "linen-shirt.x-large")
        #expect(first[3] == "mug")
        #expect(Set(first) == Set(reordered))
    }

    @Test func derivedSKUsFitAndDifferHoweverLongTheHandle() {
        let handle = String(repeating: "long-", count: 20) + "handle"
        let skus = imported(shopify("\(handle),T,,Size,S,,,,1,", "\(handle),,,,M,,,,1,")).products.flatMap(\.variants).map(\.sku.rawValue)
        #expect(Set(skus).count == 2)
        #expect(skus.allSatisfy { $0.utf8.count <= SKU.maximumLength })
    }

    @Test func withoutInventoryTrackerTheQuantityHolds() {
        let result = imported(shopify("a,A,,,,A,,5,1,", "b,B,,,,B,shopify,-2,1,", "c,C,,,,C,,,1,"))
        let stock = result.imports.map { $0.stock.map { "\($0.key)=\($0.value)" }.joined() }
        #expect(stock == ["A=5", "B=0", ""])
    }

    @Test func rowsWithOnlyAPictureArePictures() throws {
        let result = imported(
            shopify(
                "tee,Tee,,Size,S,T-S,,1,9,https://x.test/1.jpg", "tee,,,,M,T-M,,1,9,https://x.test/2.jpg",
                "tee,,,,,,,,,https://x.test/3.jpg",
                "tee,,,,,,,,,https://x.test/1.jpg"))
        let product = try #require(result.products.first)
        #expect(product.variants.count == 2)
        #expect(product.images.map(\.url.last) == Array("ggg").map { $0 })
        #expect(product.images.count == 3)
    }

    @Test func defaultTitleMeansNoOptions() {
        let variants = imported(shopify("mug,Mug,,Title,Default Title,,,4,8.00,")).products
        #expect(variants.first?.options.isEmpty == true)
        #expect(variants.first?.variants.first?.title == "Default")
        #expect(variants.first?.variants.first?.sku.rawValue == "mug")
    }

    @Test func draftsAreSkippedAndReported() {
        let header = "Handle,Title,Variant Price,Status,Published\n"
        let result = imported(header + "a,A,1,draft,true\na,,2,,\nb,B,1,archived,\nc,C,1,active,FALSE\nd,D,1,active,true\n")
        #expect(result.products.map(\.handle) == ["d"])
        #expect(result.skipped.map(\.handle) == ["a", "b", "c"])
        #expect(result.skipped.map(\.reason) == ["its status is draft", "its status is archived", "it is not published"])
        #expect(result.faults.isEmpty)
    }

    @Test func templateNotesAreSkipped() {
        let result = imported(shopify("tee,Tee,,,,,,,9,", "Note: Red column is required,,,,,,,,,"))
        #expect(result.products.count == 1)
        #expect(result.skipped.map(\.line) == [3])
        #expect(result.faults.isEmpty)
    }

    @Test func quotedCommasNewlinesAndAMarkSurvive() {
        let text = "\u{FEFF}Handle,Title,Body (HTML),Variant Price\r\nbox,\"Box, \"\"big\"\"\",\"<ul>\r\n<li>a, b</li>\r\n</ul>\",4\r\n"
        let product = imported(text).products.first
        #expect(product?.title == "Box, \"big\"")
        #expect(product?.descriptionHTML == "<ul>\r\n<li>a, b</li>\r\n</ul>")
    }

    @Test func bodiesAreMadeSafe() {
        let product = imported(shopify("a,A,\"<p onclick=\"\"x()\"\">Hi<script>alert(1)</script></p>\",,,,,,1,")).products.first
        #expect(product?.descriptionHTML == "<p>Hi</p>")
    }

    @Test func amountsFollowTheCurrency() {
        #expect(imported(shopify("a,A,,,,,,,1200,"), currency: .jpy).products.first?.variants.first?.price == Money(1200, .jpy))
        #expect(imported(shopify("a,A,,,,,,,12.5,"), currency: .jpy).faults.map(\.field) == ["Variant Price"])
        #expect(imported(shopify("a,A,,,,,,,0.1,")).products.first?.variants.first?.price == Money(10, .usd))
        #expect(imported(shopify("a,A,,,,,,,19.990,")).products.first?.variants.first?.price == Money(1999, .usd))
    }

    @Test func rowsInAnotherCurrencyAreSkipped() {
        let result = imported("slug,name,price,currency\na,A,1,USD\na,A,2,EUR\n")
        #expect(result.products.map { $0.variants.map(\.price.amount) } == [[100]])
        #expect(result.skipped.map(\.line) == [3])
    }
}
