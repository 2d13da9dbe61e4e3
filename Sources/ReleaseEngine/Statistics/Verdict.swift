/// What the samples of one metric say about the new version.
package enum Verdict: String, Codable, Sendable {
    /// Nothing is wrong, and there is enough to go on to the next step.
    case passing
    /// Nothing is wrong, and enough is known to give the new version everything.
    case cleared
    /// The samples do not suffice yet.
    case insufficient
    /// Not proven, but too likely to give the new version more now.
    case suspicious
    /// Out of bounds.
    case condemned
    /// The source works and has nothing about one of the versions.
    case noData
    /// The source could not be asked.
    case providerError
}
