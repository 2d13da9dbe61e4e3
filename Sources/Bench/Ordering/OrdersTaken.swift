/// What came of one round of buying.
struct OrdersTaken: Sendable {
    /// Confirmed, paid and taken from the stock.
    let settled: Int
    /// From the first request until nothing was left to be done for any order.
    let elapsed: Duration
    let counts: CommitCounts
    let load: WrkResult

    var perSecond: Double { Double(settled) / (elapsed / .seconds(1)) }
    /// Commits of all databases: those that several orders share count once.
    var commitsPerOrder: Double { counts.commits.values.reduce(0, +) / Double(max(1, settled)) }

    /// Writes to one database, however many of them shared a commit.
    func writesPerOrder(to file: ShopFile) -> Double { counts.writes[file, default: 0] / Double(max(1, settled)) }
}
