import KubeModel

/// Brings the configuration of one proxy from what it has to what is wanted, such that no route ever sends requests to a cluster that is not
/// there or has no pods: clusters and their pods are added before the routes to them, and removed after. Pure: the shell writes the files,
/// and tells what the proxy says.
package struct ProxyRollout: Sendable {
    /// What is to be done with a file.
    package enum Step: Sendable, Equatable {
        case write(XDSFile, XDSDocument)
        case remove(XDSFile)
    }

    /// A version that the proxy refused. The file holds the last good one again.
    package struct Rejection: Sendable, Equatable {
        package let file: XDSFile
        package let version: String
    }

    /// A proxy that did not answer so often in a row does not run.
    private static let patience = 3
    /// How many looks a proxy gets to find a pod it can call behind a cluster that is to get requests: about a second. A version without
    /// pods is routed to all the same in the end, as it is what was asked for.
    private static let looks = 60
    /// For how many looks a cluster that gets requests keeps its last pods: a few tenths of a second. What takes them away may be followed
    /// by the route to others, which comes apart from it.
    private static let farewell = 15

    /// What the files hold.
    package private(set) var written: [XDSFile: XDSDocument]
    private var acknowledged: [XDSFile: XDSDocument] = [:]
    private var refused: [XDSFile: String] = [:]
    /// Written and not yet judged. Nothing new is written meanwhile, or nobody would know which of the two was refused.
    private var inFlight: Set<XDSFile> = []
    /// Not in the files yet, although ``written`` has it: the disk would not take it.
    private var missing: Set<XDSFile> = []
    private var rejections: [XDSFile: Int] = [:]
    private var wanted: [XDSFile: XDSDocument] = [:]
    private var wantedClusters: [String: JSON] = [:]
    private var warmingClusters = 0
    private var health = ClusterHealth()
    /// Clusters that are to get requests and that the proxy does not reach, and how often it was asked.
    private var awaited: (clusters: Set<String>, looks: Int) = ([], 0)
    /// How often it was looked at since a cluster that gets requests is to lose its last pods.
    private var farewells: [XDSFile: Int] = [:]
    private var silences = 0
    /// Whether the proxy runs and is waited for; otherwise it will read everything as it is when it starts.
    package private(set) var isRunning = false

    /// - Parameter written: What is in the files from an earlier run.
    package init(written: [XDSFile: XDSDocument] = [:]) { self.written = written }

    package mutating func want(_ resources: EnvoyResources) -> [Step] {
        // What was refused once may be wanted again, and has to be judged again: the proxy may have changed since.
        refused = [:]
        wantedClusters = resources.clusters
        // Most changes leave most files as they are, and to compare costs a fraction of writing out anew.
        wanted = resources.files.reduce(into: [:]) { documents, file in
            let same = wanted[file.key].flatMap { $0.resources == file.value ? $0 : nil }
            documents[file.key] = same ?? XDSDocument(file.value)
        }
        return advance()
    }

    /// The proxy was started anew and counts from zero.
    package mutating func restarted() {
        acknowledged = [:]
        farewells = [:]
        rejections = [:]
        inFlight = []
        isRunning = false
    }

    /// The step could not be done; it is tried again after the next look.
    package mutating func failed(_ step: Step) {
        guard case .write(let file, _) = step else { return }
        missing.insert(file)
        inFlight.remove(file)
    }

    /// Takes in what the proxy says; nil when it does not answer.
    package mutating func observe(_ stats: XDSStats?) -> (steps: [Step], rejections: [Rejection]) {
        guard let stats else {
            // One that is only slow must not be taken for dead: the order of its files would be lost.
            silences += 1
            if silences >= Self.patience {
                isRunning = false
                inFlight = []
            }
            return (advance(), [])
        }
        silences = 0
        isRunning = true
        warmingClusters = stats.warmingClusters
        health = stats.health
        awaited.looks += 1
        farewells = farewells.mapValues { $0 + 1 }
        var steps: [Step] = []
        var news: [Rejection] = []
        for (file, document) in written {
            if stats.versions[file] == document.version {
                acknowledged[file] = document
                inFlight.remove(file)
            } else if let count = stats.rejections[file], count > rejections[file] ?? 0 {
                news.append(Rejection(file: file, version: document.version))
                refused[file] = document.version
                inFlight.remove(file)
                if let good = acknowledged[file] { write(file, good, &steps) }
            }
        }
        rejections = stats.rejections
        return (steps + advance(), news)
    }

    /// Whether everything wanted is in force.
    package var isSettled: Bool {
        isRunning && warmingClusters == 0 && missing.isEmpty
            && wanted.allSatisfy { written[$0.key] == $0.value && acknowledged[$0.key] == $0.value }
    }

    /// Whether a refused version is still what is wanted.
    package func isWanted(_ rejection: Rejection) -> Bool { wanted[rejection.file]?.version == rejection.version }

    /// Whether its answer is still to come. One that does not run is not waited for once it is late.
    package func isWaitedFor(isLate: Bool) -> Bool { !isSettled && (isRunning || !isLate) }

    private mutating func advance() -> [Step] {
        var steps: [Step] = []
        writeMissing(&steps)
        let files = wanted.sorted { $0.key.path < $1.key.path }
        let isRouted = !isRunning || files.allSatisfy { !$0.key.isRouting || acknowledged[$0.key] == $0.value }
        let shift = isRouted ? .none : shift
        // Pods leave after the last request to them: one that has died is known to the proxy by its own checks.
        for (file, document) in files where file.isEndpoints && !shift.leaving.contains(where: { file == .endpoints($0) }) {
            guard !isSayingFarewell(file, document) else { continue }
            write(file, document, &steps)
        }
        if let clusters = isRouted ? wanted[.clusters] : clustersWithOld() { write(.clusters, clusters, &steps) }
        guard isInForce(.clusters), warmingClusters == 0 || !isRunning, mayServe(shift.arriving) else { return steps }
        // A listener's routes have to be there when it is.
        for (file, document) in files where file.isRoutes { write(file, document, &steps) }
        if let listeners = wanted[.listeners] { write(.listeners, listeners, &steps) }
        if isRouted, written[.clusters] == wanted[.clusters], isInForce(.clusters), isInForce(.listeners) { removeOld(&steps) }
        return steps
    }

    /// From the routes in force to those that are wanted.
    private var shift: TrafficShift {
        TrafficShift(from: routesInForce, to: wanted.filter(\.key.isRoutes).flatMap(\.value.resources))
    }

    private var routesInForce: [JSON] { acknowledged.filter(\.key.isRoutes).flatMap(\.value.resources) }

    /// Whether the cluster's last pods stay for a moment longer, as requests still go there. Those that have died are found out by the
    /// proxy itself.
    private mutating func isSayingFarewell(_ file: XDSFile, _ document: XDSDocument) -> Bool {
        guard isRunning, document.hasNoEndpoints, let present = acknowledged[file], !present.hasNoEndpoints,
            ClusterReferences.served(by: routesInForce).contains(where: { file == .endpoints($0) })
        else {
            farewells[file] = nil
            return false
        }
        let looks = farewells[file] ?? 0
        farewells[file] = looks
        return looks < Self.farewell
    }

    /// Whether requests may go to these clusters from now on.
    private mutating func mayServe(_ arriving: Set<String>) -> Bool {
        let unreached = arriving.filter { cluster in
            let file = XDSFile.endpoints(cluster)
            guard let endpoints = wanted[file] else { return false }
            return acknowledged[file] != endpoints || !health.isReachable(cluster)
        }
        if unreached != awaited.clusters { awaited = (unreached, 0) }
        return unreached.isEmpty || awaited.looks >= Self.looks
    }

    /// The clusters that are wanted, and those that routes in force may still name.
    private func clustersWithOld() -> XDSDocument? {
        var clusters = wantedClusters
        for old in written[.clusters]?.resources ?? [] {
            if let name = old["name"].string, clusters[name] == nil { clusters[name] = old }
        }
        return clusters.count == wantedClusters.count ? wanted[.clusters] : XDSDocument(EnvoyResources.ordered(clusters))
    }

    /// Whether what the file holds has been taken, or will be by a proxy that does not run.
    private func isInForce(_ file: XDSFile) -> Bool {
        guard let document = written[file] else { return false }
        return !isRunning || acknowledged[file] == document
    }

    private mutating func write(_ file: XDSFile, _ document: XDSDocument, _ steps: inout [Step]) {
        guard written[file] != document, refused[file] != document.version, !inFlight.contains(file) else { return }
        put(document, in: file, &steps)
    }

    /// Has what could not be written written again.
    private mutating func writeMissing(_ steps: inout [Step]) {
        for file in missing.sorted(by: { $0.path < $1.path }) {
            if let document = written[file] { put(document, in: file, &steps) }
        }
        missing = []
    }

    private mutating func put(_ document: XDSDocument, in file: XDSFile, _ steps: inout [Step]) {
        written[file] = document
        if isRunning, !file.isEndpoints, acknowledged[file] != document { inFlight.insert(file) }
        steps.append(.write(file, document))
    }

    /// Files that nothing points to any more.
    private mutating func removeOld(_ steps: inout [Step]) {
        for file in written.keys.filter({ wanted[$0] == nil }).sorted(by: { $0.path < $1.path }) {
            written[file] = nil
            acknowledged[file] = nil
            steps.append(.remove(file))
        }
    }
}

extension XDSFile {
    fileprivate var isEndpoints: Bool {
        if case .endpoints = self { true } else { false }
    }

    fileprivate var isRoutes: Bool {
        if case .routes = self { true } else { false }
    }

    /// Routes and listeners, which name clusters.
    fileprivate var isRouting: Bool { self == .listeners || isRoutes }
}
