/// What a ``CSVReader`` finds: a well-formed row, or the fault of one that is not.
package enum CSVEvent: Sendable, Equatable {
    case row(CSVRow)
    case fault(RowFault)
}
