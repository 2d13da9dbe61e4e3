import Commerce

/// A row seen through its header: fields by column, and faults that say which field they mean.
struct ShopifyRow {
    private let row: CSVRow
    private let header: ShopifyHeader

    init(_ row: CSVRow, header: ShopifyHeader) {
        self.row = row
        self.header = header
    }

    var line: Int { row.line }

    /// The handle in lower case; empty when the field is blank or the row too short to have it.
    var handle: String { text(.handle).lowercased() }

    /// The trimmed field; empty when the file has no such column.
    func text(_ column: ShopifyColumn) -> Substring {
        guard let index = header.index(of: column), index < row.count else { return "" }
        return trimmed(row[index])
    }

    func isBlank(_ columns: ShopifyColumn...) -> Bool { columns.allSatisfy { text($0).isEmpty } }
    func isBlank(_ columns: [ShopifyColumn]) -> Bool { columns.allSatisfy { text($0).isEmpty } }

    /// Set when the row has another number of fields than the header, so that its fields may have shifted.
    var shapeFault: RowFault? {
        guard row.count != header.width else { return nil }
        let reason = "the row has \(row.count) fields where the first row has \(header.width); is a comma in a field that is not quoted?"
        return RowFault(at: row.position(of: 0), reason: reason)
    }

    /// Whether the row says anything about its product: templates end in notes that only fill the first field.
    var carriesData: Bool {
        !isBlank(.title, .description, .sku, .price, .image, .variantImage) || !isBlank(ShopifyColumn.optionValues)
    }

    /// Whether the row is a variant, unless it is the first of its product; else it is one more picture.
    var describesVariant: Bool { !isBlank(.sku, .price) || !isBlank(ShopifyColumn.optionValues) }

    func fault(_ column: ShopifyColumn, _ reason: String) -> RowFault {
        RowFault(at: position(of: column), field: header.name(of: column), reason: reason)
    }

    func position(of column: ShopifyColumn) -> TextPosition {
        guard let index = header.index(of: column), index < row.count else { return TextPosition(line: row.line, column: 1) }
        return row.position(of: index)
    }

    // MARK: Typed fields; a fault is added where one does not hold

    func shortText(_ column: ShopifyColumn, _ faults: inout [RowFault]) -> String {
        let text = singleLine(self.text(column))
        if text.count > CatalogLimits.textCharacters {
            faults.append(fault(column, "must be at most \(CatalogLimits.textCharacters) characters"))
        }
        return text
    }

    /// A price without sign or symbol; nil when it is blank or not one.
    func money(_ column: ShopifyColumn, in currency: Currency, _ faults: inout [RowFault]) -> Money? {
        let text = self.text(column)
        guard !text.isEmpty else { return nil }
        guard let money = Money(decimal: text, currency: currency), money.amount >= 0 else {
            let example = Money(1999, currency).decimal
            faults.append(fault(column, "must be an amount of \(currency) such as \(example), without a symbol or thousands separators"))
            return nil
        }
        return money
    }

    func integer(_ column: ShopifyColumn, _ faults: inout [RowFault]) -> Int? {
        let text = self.text(column)
        guard !text.isEmpty else { return nil }
        guard let value = Int(text), abs(value) <= CatalogLimits.quantity else {
            faults.append(fault(column, "must be a whole number up to \(CatalogLimits.quantity)"))
            return nil
        }
        return value
    }

    /// The address of a picture; nil when it is blank or not one.
    func address(_ column: ShopifyColumn, _ faults: inout [RowFault]) -> String? {
        let text = self.text(column)
        guard !text.isEmpty else { return nil }
        guard isImageAddress(text) else {
            faults.append(fault(column, "must be an http or https address of at most \(CatalogLimits.addressBytes) bytes"))
            return nil
        }
        return String(text)
    }
}

/// Whether the text can be an image's address: `http` or `https`, a host, and nothing that could break out of an attribute.
func isImageAddress(_ text: some StringProtocol) -> Bool {
    let lowercased = text.prefix(8).lowercased()
    guard let scheme = ["https://", "http://"].first(where: { lowercased.hasPrefix($0) }) else { return false }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    let forbidden: [UInt8] = [.quote, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "`")]
    return rest.first.map { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "[") } == true
        && text.utf8.count <= CatalogLimits.addressBytes && rest.allSatisfy { $0 > .space && $0 != 0x7F && !forbidden.contains($0) }
}
