/// Keeps one ``LastGoodRecord`` across restarts. Both calls may block.
package protocol LastGoodStoring: Sendable {
    /// How the place is called in reports and messages: its path.
    var name: String { get }

    /// The record, or nil when none was ever saved.
    func load() throws(LastGoodFailure) -> LastGoodRecord?

    /// Replaces the record as a whole: whatever happens meanwhile, ``load()`` gives the old one or the new one. Durable on return.
    func save(_ record: LastGoodRecord) throws(LastGoodFailure)
}
