import CatalogImport
import Foundation
import Testing

@Suite("Import report")
struct ImportReportTests {
    @Test func listsAreBoundedAndCountsAreNot() throws {
        var report = ImportReport(dryRun: true)
        for line in 1...500 {
            report.record(RowFault(line: line, column: 3, field: "Title", reason: "missing"))
            report.record(SkippedRow(line: line, handle: "h", reason: "its status is draft"))
        }
        #expect(report.rejected.count == ImportReport.listLimit && report.rejectedTotal == 500)
        #expect(report.skipped.count == ImportReport.listLimit && report.skippedTotal == 500)
        let decoded = try JSONDecoder().decode(ImportReport.self, from: JSONEncoder().encode(report))
        #expect(decoded == report)
    }

    @Test func formatsAreToldByNameAndType() {
        #expect(CatalogFormat(fileName: "a/b/Products.CSV") == .csv)
        #expect(CatalogFormat(fileName: "products.json") == .json)
        #expect(CatalogFormat(fileName: "products") == nil)
        #expect(CatalogFormat(contentType: "text/csv; charset=utf-8") == .csv)
        #expect(CatalogFormat(contentType: "application/json") == .json)
        #expect(CatalogFormat(contentType: "image/png") == nil)
    }
}
