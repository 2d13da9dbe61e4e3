/// What a ``CSVReader`` holds in memory at most. A row beyond a limit becomes a fault and is read over.
package struct CSVLimits: Sendable {
    package var fieldBytes: Int
    package var rowBytes: Int
    package var fieldsPerRow: Int

    package init(fieldBytes: Int = 256 * 1024, rowBytes: Int = 1024 * 1024, fieldsPerRow: Int = 1024) {
        self.fieldBytes = fieldBytes
        self.rowBytes = rowBytes
        self.fieldsPerRow = fieldsPerRow
    }
}
