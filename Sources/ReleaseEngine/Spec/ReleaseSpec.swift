/// What is asked for: bring one version of a service into service, in which steps, and what it must not do meanwhile.
package struct ReleaseSpec: Codable, Sendable, Hashable {
    /// The identity of this release (its UID); the route carries it while the release owns the route.
    package var id: String
    /// The service whose route is shifted.
    package var service: String
    /// The version to bring into service.
    package var to: String
    package var strategy: ReleaseStrategy
    /// Nil: the hold times alone decide, besides crashes and the deadlines.
    package var analysis: AnalysisPolicy?
    /// How long the release may take before it is rolled back; time spent paused does not count.
    package var deadline: Duration
    /// How long the new version may take to have the pods that a step needs.
    package var readyDeadline: Duration
    /// How long the losing version stays up after every proxy has acknowledged that it gets nothing.
    package var drain: Duration
    /// Crashes of the new version that are forgiven while it serves.
    package var toleratedCrashes: Int
    /// Crashes that are forgiven before it has had its first request, when nobody is hurt.
    package var toleratedStartupCrashes: Int
    /// Holds the release where it is. Faults are judged all the same.
    package var isPaused: Bool
    /// The last thing that somebody asked for besides.
    package var request: ReleaseRequest?
    /// What could not even be read of it, by whoever made it; each is a fault.
    package var unreadable: [String] = []

    package init(
        id: String, service: String, to: String, strategy: ReleaseStrategy, analysis: AnalysisPolicy? = AnalysisPolicy(),
        deadline: Duration? = nil, readyDeadline: Duration = .seconds(300), drain: Duration = .seconds(30),
        toleratedCrashes: Int = 0, toleratedStartupCrashes: Int = 3, isPaused: Bool = false, request: ReleaseRequest? = nil
    ) {
        self.id = id
        self.service = service
        self.to = to
        self.strategy = strategy
        self.analysis = analysis
        self.deadline = deadline ?? strategy.stages.reduce(.seconds(1800)) { $0 + $1.hold * 2 }
        self.readyDeadline = readyDeadline
        self.drain = drain
        self.toleratedCrashes = toleratedCrashes
        self.toleratedStartupCrashes = toleratedStartupCrashes
        self.isPaused = isPaused
        self.request = request
    }
}
