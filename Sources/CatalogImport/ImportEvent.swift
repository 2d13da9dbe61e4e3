/// What an importer finds in a file, in the order of the file.
package enum ImportEvent: Sendable, Equatable {
    case product(ImportedProduct)
    /// A fault. The product it belongs to is not imported; one product may have several.
    case rejected(RowFault)
    case skipped(SkippedRow)
}
