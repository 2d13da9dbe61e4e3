import CatalogImport
import Commerce
import ProductAPI
import Testing

/// A fault names line, column and field, and keeps its whole product out, but no other.
@Suite("Shopify CSV faults")
struct ShopifyFaultTests {
    private static let good = "good,Good,,,,GOOD,,1,1,"

    /// Rows that are at fault between two good products, with the field that must be named.
    @Test(arguments: [
        (["bad,Bad,,,,B,,1,,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,free,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,-1,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,$5,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,\"1,000\","], "Variant Price"),
        (["bad,Bad,,,,B,,1,1.999,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,1e3,"], "Variant Price"),
        (["bad,Bad,,,,B,,many,1,"], "Variant Inventory Qty"),
        (["bad,Bad,,,,B,,99999999999999999999,1,"], "Variant Inventory Qty"),
        (["bad,,,,,B,,1,1,"], "Title"),
        (["bad,Bad,,,,has space,,1,1,"], "Variant SKU"),
        (["bad,Bad,,,,a/b,,1,1,"], "Variant SKU"),
        (["bad,Bad,,,,GOOD,,1,1,"], "Variant SKU"),
        (["bad,Bad,,Size,S,B,,1,1,", "bad,,,,M,B,,1,1,"], "Variant SKU"),
        (["bad,Bad,,Size,S,B1,,1,1,", "bad,,,,s,B2,,1,1,"], "Option1 Value"),
        (["bad,Bad,,Size,S,B1,,1,1,", "bad,,,,,B2,,1,1,"], "Option1 Value"),
        (["bad,Bad,,,S,B,,1,1,"], "Option1 Value"),
        (["bad,Bad,,Size,S,B1,,1,1,", "bad,,,Colour,M,B2,,1,1,"], "Option1 Name"),
        (["bad,Bad,,Size,S,B1,,1,1,", "bad,,,,M,B2,,1,,"], "Variant Price"),
        (["bad,Bad,,,,B,,1,1,javascript:alert(1)"], "Image Src"),
        (["bad,Bad,,,,B,,1,1,data:image/png;base64"], "Image Src"),
        (["bad,Bad,,,,B,,1,1,https://x.test/a b.png"], "Image Src"),
        (["bad,Bad,,,,B,,1,1,\"https://x.test/\"\"onerror=\"\"\""], "Image Src"),
        (["not ok!,Bad,,,,B,,1,1,"], "Handle"),
        ([",Bad,,,,B,,1,1,"], "Handle"),
    ])
    func faultsKeepTheirProductOut(rows: [String], field: String) throws {
        let text = ([shopify(Self.good)] + rows + ["last,Last,,,,LAST,,1,1,"]).joined(separator: "\n")
        let result = imported(text.replacing("\n\n", with: "\n"))
        #expect(result.products.map(\.handle) == ["good", "last"])
        let fault = try #require(result.faults.first)
        #expect(result.faults.count == 1)
        #expect(fault.field == field)
        #expect(fault.line == 2 + rows.count, "the fault is in the last of the rows")
        #expect(!fault.reason.isEmpty)
    }

    @Test func theColumnIsWhereTheFieldStarts() {
        let fault = imported(shopify("bad,Bäd,,,,B,,1,oops,")).faults.first
        #expect(fault == RowFault(line: 2, column: 17, field: "Variant Price", reason: fault?.reason ?? ""))
    }

    @Test func severalFaultsOfARowAreAllReported() {
        let faults = imported(shopify("bad,,,,,a b,,x,y,z")).faults
        #expect(faults.compactMap(\.field).sorted() == ["Image Src", "Title", "Variant Inventory Qty", "Variant Price", "Variant SKU"])
    }

    @Test func anUnreadableRowKeepsTheProductUnderWayOut() {
        let result = imported(shopify("a,A,,Size,S,A1,,1,1,", "a,,\"x\"y,,M,A2,,1,1,", "b,B,,,,B,,1,1,"))
        #expect(result.products.map(\.handle) == ["b"])
        #expect(result.faults.map(\.line) == [3])
    }

    @Test func aRowOfAnotherWidthIsAFault() {
        let result = imported(shopify("a,A,,,,A,,1,1", "b,B,,,,B,,1,1,", "c,C,,,,C,,1,1,,extra"))
        #expect(result.products.map(\.handle) == ["b"])
        #expect(result.faults.map(\.line) == [2, 4])
    }

    @Test(arguments: ["", "\n\n", "a,b,c\n1,2,3\n", "Handle,Title\nx,y\n", "Handle,Title,Price,Variant Price\n", "\"Handle"])
    func aFileThatIsNoCatalogueSaysSoOnce(text: String) {
        let result = imported(text)
        #expect(result.products.isEmpty)
        #expect(!result.faults.isEmpty && result.faults.allSatisfy { $0.line == 1 })
    }

    @Test func faultsOfANonConsecutiveHandleAreReportedOnce() {
        let result = imported(shopify("a,A,,Size,S,A1,,1,1,", "b,B,,,,B,,1,1,", "a,,,,M,A2,,1,1,", "a,,,,L,A3,,1,1,"))
        #expect(result.products.map(\.handle) == ["a", "b"])
        #expect(result.faults.filter { $0.field == "Handle" }.map(\.line) == [4])
    }

    @Test func aProductHasABoundedNumberOfRows() {
        let rows = (0..<3000).map { "a,\($0 == 0 ? "A" : ""),,Size,\($0),,,1,1," }
        let result = imported(([shopify()] + rows + ["b,B,,,,B,,1,1,"]).joined(separator: "\n").replacing("\n\n", with: "\n"))
        #expect(result.products.map(\.handle) == ["b"])
        #expect(result.faults.count == 1)
    }

    @Test func overlongTextsAreFaults() {
        let long = String(repeating: "x", count: 300)
        let body = "<p>" + String(repeating: "y", count: 70_000) + "</p>"
        let result = imported(shopify("a,\(long),,,,A,,1,1,", "b,B,\(body),,,B,,1,1,", "\(long),C,,,,C,,1,1,"))
        #expect(result.products.isEmpty)
        #expect(result.faults.map(\.field) == ["Title", "Body (HTML)", "Handle"])
    }
}
