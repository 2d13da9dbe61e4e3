/// Reads the whole source, consistently, at one moment. It may block.
package protocol SourceReading: Sendable {
    /// How the source is called in reports and messages: its path.
    var name: String { get }

    func read() throws(SourceFailure) -> SourceContent
}
