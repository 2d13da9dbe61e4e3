import KubeModel
import MeshControl
import Testing

@Suite("Bringing a proxy to what is wanted")
struct RolloutTests {
    /// What a proxy would be, that takes every file at once but those it is told to refuse.
    private struct Proxy {
        var files: [XDSFile: XDSDocument] = [:]
        var inForce: [XDSFile: XDSDocument] = [:]
        var rejections: [XDSFile: Int] = [:]
        var log: [String] = []
        var refuses: (XDSFile, XDSDocument) -> Bool = { _, _ in false }
        /// Clusters whose pods do not answer.
        var unreached: Set<String> = []

        mutating func perform(_ steps: [ProxyRollout.Step]) {
            for step in steps {
                switch step {
                case .write(let file, let document):
                    files[file] = document
                    log.append("write \(file.path)")
                    if refuses(file, document) { rejections[file, default: 0] += 1 } else { inForce[file] = document }
                case .remove(let file):
                    files[file] = nil
                    inForce[file] = nil
                    log.append("remove \(file.path)")
                }
            }
        }

        var stats: XDSStats {
            var stats = XDSStats()
            stats.versions = inForce.mapValues(\.version)
            stats.rejections = rejections
            let reached = inForce.keys.compactMap { if case .endpoints(let name) = $0, !unreached.contains(name) { name } else { nil } }
            stats.health = ClusterHealth(reading: reached.map { "cluster.\($0).membership_healthy: 1" }.joined(separator: "\n"))
            return stats
        }

        /// The clusters that its routes name and that it has not got: each would be a request without an answer.
        var dangling: Set<String> {
            let clusters = Set((inForce[.clusters]?.resources ?? []).compactMap { $0["name"].string })
            let named = inForce.flatMap { file, document in
                if case .routes = file { document.resources.flatMap { $0["names"].elements.compactMap(\.string) } } else { [String]() }
            }
            return Set(named).subtracting(clusters)
        }
    }

    /// A table of routes that names clusters, and these.
    private func resources(_ clusters: [String], revision: Int = 0) -> EnvoyResources {
        var resources = EnvoyResources()
        for name in clusters {
            resources.clusters[name] = ["name": .string(name)]
            resources.endpoints[name] = ["cluster_name": .string(name)]
        }
        resources.routes["r"] = [
            "name": "r", "revision": .integer(revision), "names": JSON(clusters),
            "virtual_hosts": [["routes": .array(clusters.map { ["route": ["cluster": .string($0)]] })]],
        ]
        resources.listeners["l"] = ["name": "l"]
        return resources
    }

    /// Does the steps one at a time, as a proxy sees them.
    private func settle(_ rollout: inout ProxyRollout, _ proxy: inout Proxy, _ first: [ProxyRollout.Step]) -> [ProxyRollout.Rejection] {
        var steps = first
        var rejections: [ProxyRollout.Rejection] = []
        for _ in 0..<10 {
            for step in steps {
                proxy.perform([step])
                #expect(proxy.dangling.isEmpty, "\(proxy.log)")
            }
            let outcome = rollout.observe(proxy.stats)
            steps = outcome.steps
            rejections += outcome.rejections
        }
        return rejections
    }

    @Test func addsClustersBeforeRoutesAndRemovesThemAfter() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        #expect(rollout.isSettled)
        proxy.log = []
        _ = settle(&rollout, &proxy, rollout.want(resources(["b"])))
        #expect(rollout.isSettled)
        #expect(
            proxy.log == [
                "write xds/eds/b/endpoints.json", "write xds/cds/clusters.json", "write xds/rds/r.json", "write xds/cds/clusters.json",
                "remove xds/eds/a/endpoints.json",
            ])
    }

    @Test func waitsForClustersThatAreWarming() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        proxy.log = []
        proxy.perform(rollout.want(resources(["a", "b"])))
        var stats = proxy.stats
        stats.warmingClusters = 1
        let warming = rollout.observe(stats).steps
        #expect(warming.isEmpty && !rollout.isSettled)
        stats.warmingClusters = 0
        let warm = rollout.observe(stats).steps
        #expect(warm.contains { if case .write(.routes("r"), _) = $0 { true } else { false } })
    }

    /// As when the disk was full for a moment: what could not be written is written after the next look.
    @Test func whatCouldNotBeWrittenIsTriedAgain() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        for step in rollout.want(resources(["a"], revision: 1)) { rollout.failed(step) }
        #expect(!rollout.isSettled)
        _ = settle(&rollout, &proxy, rollout.observe(proxy.stats).steps)
        #expect(rollout.isSettled && proxy.inForce[.routes("r")]?.resources[0]["revision"] == 1, "\(proxy.log)")
    }

    @Test func sendsRequestsToPodsThatAnswer() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        proxy.unreached = ["b"]
        _ = settle(&rollout, &proxy, rollout.want(resources(["b"])))
        #expect(!rollout.isSettled && proxy.inForce[.routes("r")]?.resources[0]["names"] == ["a"], "\(proxy.log)")
        proxy.unreached = []
        _ = settle(&rollout, &proxy, rollout.observe(proxy.stats).steps)
        #expect(rollout.isSettled && proxy.inForce[.routes("r")]?.resources[0]["names"] == ["b"], "\(proxy.log)")
    }

    @Test func sendsRequestsToAVersionWithoutPodsInTheEnd() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        proxy.unreached = ["b"]
        _ = settle(&rollout, &proxy, rollout.want(resources(["b"])))
        for _ in 0..<10 { _ = settle(&rollout, &proxy, rollout.observe(proxy.stats).steps) }
        #expect(rollout.isSettled && proxy.inForce[.routes("r")]?.resources[0]["names"] == ["b"], "\(proxy.log)")
    }

    /// A cluster that loses its pods together with its requests must lose the requests first.
    @Test func takesPodsAwayAfterTheLastRequest() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a", "b"])))
        proxy.log = []
        var without = resources(["b"], revision: 1)
        without.clusters["a"] = ["name": "a"]
        without.endpoints["a"] = ["cluster_name": "a", "endpoints": []]
        _ = settle(&rollout, &proxy, rollout.want(without))
        #expect(rollout.isSettled)
        #expect(proxy.log == ["write xds/rds/r.json", "write xds/eds/a/endpoints.json"])
    }

    /// Pods and routes come apart from each other, in either order: when the pods go first, the route to others may be on its way.
    @Test func lastPodsStayUntilTheRouteToOthersHasHadItsTime() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"]).with(endpoints: 1, of: "a")))
        proxy.log = []
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"]).with(endpoints: 0, of: "a")))
        #expect(proxy.log == [] && !rollout.isSettled)
        var moved = resources(["b"], revision: 1).with(endpoints: 1, of: "b")
        moved.clusters["a"] = ["name": "a"]
        _ = settle(&rollout, &proxy, rollout.want(moved.with(endpoints: 0, of: "a")))
        #expect(rollout.isSettled && proxy.log.suffix(2) == ["write xds/rds/r.json", "write xds/eds/a/endpoints.json"], "\(proxy.log)")
    }

    @Test func lastPodsGoInTheEnd() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"]).with(endpoints: 2, of: "a")))
        proxy.log = []
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"]).with(endpoints: 1, of: "a")))
        #expect(proxy.log == ["write xds/eds/a/endpoints.json"] && rollout.isSettled, "another one is there")
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"]).with(endpoints: 0, of: "a")))
        _ = settle(&rollout, &proxy, rollout.observe(proxy.stats).steps)
        #expect(rollout.isSettled && proxy.log.count == 2)
    }

    /// What has the weight 0 gets no requests, and may come and go.
    @Test func aWeightOfZeroIsNoTraffic() {
        let shift = TrafficShift(from: [Self.weights(["a": 100, "b": 0])], to: [Self.weights(["a": 0, "b": 100])])
        #expect(shift.arriving == ["b"] && shift.leaving == ["a"])
    }

    private static func weights(_ weights: [String: Int]) -> JSON {
        let clusters = weights.map { ["name": .string($0), "weight": .integer($1)] as JSON }
        return ["virtual_hosts": [["routes": [["route": ["weighted_clusters": ["clusters": .array(clusters)]]]]]]]
    }

    @Test func writesNothingTwiceAndNothingThatIsThere() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"])))
        let again = rollout.want(resources(["a"]))
        #expect(again.isEmpty)
        var next = ProxyRollout(written: proxy.files)
        let steps = next.want(resources(["a"])) + next.observe(proxy.stats).steps
        #expect(steps.isEmpty && next.isSettled)
    }

    @Test func putsTheLastGoodVersionBackAndJudgesTheSameAnew() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"], revision: 1)))
        let good = proxy.files[.routes("r")]
        proxy.refuses = { file, document in file == .routes("r") && document.resources[0]["revision"] == 2 }
        for _ in 0..<2 {
            let rejections = settle(&rollout, &proxy, rollout.want(resources(["a"], revision: 2)))
            #expect(rejections.map(\.file) == [.routes("r")])
            #expect(proxy.files[.routes("r")] == good && !rollout.isSettled)
            _ = settle(&rollout, &proxy, rollout.want(resources(["a"], revision: 1)))
            #expect(rollout.isSettled)
        }
    }

    /// Two versions in a row could not be told apart by the count of refusals alone.
    @Test func writesNothingNewBeforeTheLastIsJudged() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        _ = settle(&rollout, &proxy, rollout.want(resources(["a"], revision: 1)))
        proxy.refuses = { file, document in file == .routes("r") && document.resources[0]["revision"] == 2 }
        let first = rollout.want(resources(["a"], revision: 2))
        let second = rollout.want(resources(["a"], revision: 3))
        #expect(first.count == 1 && second.isEmpty)
        proxy.perform(first)
        let outcome = rollout.observe(proxy.stats)
        let isWanted = outcome.rejections.contains { rollout.isWanted($0) }
        #expect(outcome.rejections.count == 1 && !isWanted)
        proxy.perform(outcome.steps)
        let rest = rollout.observe(proxy.stats)
        #expect(rest.rejections.isEmpty && rollout.isSettled)
        #expect(proxy.inForce[.routes("r")]?.resources[0]["revision"] == 3)
    }

    @Test func writesEverythingForAProxyThatDoesNotRun() {
        var rollout = ProxyRollout()
        var proxy = Proxy()
        proxy.perform(rollout.want(resources(["a"])))
        #expect(Set(proxy.files.keys) == [.clusters, .listeners, .routes("r"), .endpoints("a")])
        proxy.perform(rollout.want(resources(["b"])))
        #expect(Set(proxy.files.keys) == [.clusters, .listeners, .routes("r"), .endpoints("b")])
        #expect(!rollout.isSettled && !rollout.isWaitedFor(isLate: true) && rollout.isWaitedFor(isLate: false))
    }

    @Test func readsEnvoysStatistics() {
        let stats = XDSStats(
            reading: """
                cluster.outbound|80|v1|a.shop.svc.cluster.local.update_rejected: 2
                cluster.outbound|80|v1|a.shop.svc.cluster.local.version_text: "e1"
                cluster.outbound|80|v1|a.shop.svc.cluster.local.membership_healthy: 2
                cluster_manager.cds.version_text: "c1"
                cluster_manager.warming_clusters: 3
                http.inbound.rds.http.80.version_text: "r1"
                listener_manager.lds.update_rejected: 0
                """)
        #expect(
            stats.versions == [
                .endpoints("outbound|80|v1|a.shop.svc.cluster.local"): "e1", .clusters: "c1", .routes("http.80"): "r1",
            ])
        #expect(stats.rejections == [.endpoints("outbound|80|v1|a.shop.svc.cluster.local"): 2, .listeners: 0])
        #expect(stats.warmingClusters == 3)
        #expect(stats.health == ClusterHealth(reading: "cluster.outbound|80|v1|a.shop.svc.cluster.local.membership_healthy: 2"))
    }
}

extension EnvoyResources {
    /// So many pods behind a cluster.
    fileprivate func with(endpoints count: Int, of cluster: String) -> EnvoyResources {
        var changed = self
        let pods = (0..<count).map { ["endpoint": .string("\(cluster)-\($0)")] as JSON }
        changed.endpoints[cluster] = ["cluster_name": .string(cluster), "endpoints": [["lb_endpoints": .array(pods)]]]
        return changed
    }
}
