/// Something in the file that was left out on purpose, such as a draft.
package struct SkippedRow: Codable, Hashable, Sendable {
    /// In the sense of ``RowFault/line``.
    package var line: Int
    package var handle: String
    package var reason: String

    package init(line: Int, handle: String, reason: String) {
        self.line = line
        self.handle = handle
        self.reason = reason
    }
}
