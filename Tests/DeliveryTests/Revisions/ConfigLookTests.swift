import Delivery
import HotConfig
import KubeModel
import LocalCluster
import ReleaseEngine
import TestKit
import Testing

@Suite("A look at a configuration in the cluster")
struct ConfigLookTests {
    /// Pitfall 7: whoever acts on an old view is refused, and what was edited meanwhile stays.
    @Test(arguments: [ReleaseAction.setRoute(TrafficSplit(new: 0), intent: .second, expecting: nil), .markStable(version: "r2")])
    func anEditSinceTheLookIsNotOverwritten(_ action: ReleaseAction) async throws {
        try await withLookedAtConfig { config in
            let scene = try await config.scene()
            try await config.store.edit(["web.yaml": "limit: 9"])
            let error = await #expect(throws: StatusError.self) { try await scene.perform(action) }
            #expect(error?.reason == .conflict)
            let picture = try await ConfigMapPicture(config.store.main())
            #expect(picture.plain.texts == ["web.yaml": "limit: 9"])
        }
    }

    /// Pitfall 2: a crash counts from the first look on, but only where the new revision is, and not what was before the rollout.
    @Test func crashesAreLaidToTheRevisionOnlyWhereItIs() async throws {
        try await withLookedAtConfig { config in
            let (inside, outside) = try await config.sides()
            try await config.crash(inside, to: 3)
            try await config.crash(outside, to: 5)
            var old = CrashLedger()
            #expect(try await config.crashes(since: "2099-01-01T00:00:00Z", &old) == 0, "they are older than the rollout")
            try await config.crash(inside, to: 4)
            try await config.crash(outside, to: 7)
            #expect(try await config.crashes(since: "2099-01-01T00:00:00Z", &old) == 1)
            var new = CrashLedger()
            #expect(try await config.crashes(since: "2020-01-01T00:00:00Z", &new) == 4, "pods that came after it")
        }
    }

    /// Pitfalls 1 and 8: a pod follows when it says so itself, for certain.
    @Test func onlyWhatAPodSurelySaysCounts() async throws {
        try await withLookedAtConfig { config in
            let (inside, outside) = try await config.sides()
            let (before, after) = (RevisionStore.content(1).revision, RevisionStore.content(2).revision)
            func confirmed(_ lines: [String]) async throws -> Set<String> {
                try config.source.show(lines)
                let route = try #require(try await config.scene().observation.route)
                return Set(route.proxies.filter { $0.generation >= route.generation }.map(\.name))
            }
            func info(_ pod: String, _ revision: String, in namespace: String = "shop", _ value: Int = 1) -> String {
                #"souk_config_info{pod="\#(pod)",namespace="\#(namespace)",revision="\#(revision)"} \#(value)"#
            }
            let both = [info(inside, after), info(outside, before)]
            #expect(try await confirmed(both) == [inside, outside])
            #expect(try await confirmed(both + [info(inside, before, 0)]) == [inside, outside], "what it ran before")
            #expect(try await confirmed(both + [info(outside, "0123456789ab")]) == [inside], "it says two things")
            #expect(try await confirmed([info(inside, after), info(outside, before, in: "other")]) == [inside], "another pod of that name")
            config.source.fail("it is away")
            #expect(try await config.scene().observation.route?.isAcknowledged == false)
        }
    }

    /// Pitfall 8: that the API cannot be asked does not mean that there is nothing.
    @Test(arguments: ["web-config", "web-config.r2"])
    func anAPIThatFailsIsNotARevisionThatIsGone(_ name: String) async throws {
        try await withLookedAtConfig { config in
            let broken = await #expect(throws: StatusError.self) { _ = try await config.scene(failing: (name, 500)) }
            #expect(broken?.code == 500)
            let absent = try await config.scene(failing: (name, 404)).observation
            #expect(absent.versions["r2"] == nil)
        }
    }

    @Test func seriesCountForThePodsThatWereSeen() async throws {
        try await withLookedAtConfig { config in
            let (inside, outside) = try await config.sides()
            let scene = try await config.scene()
            #expect(scene.side(of: ["pod": inside]) == .new && scene.side(of: ["pod": outside, "namespace": "shop"]) == .stable)
            #expect(scene.side(of: ["pod": inside, "namespace": "other"]) == nil)
            #expect(scene.side(of: ["pod": "gone"]) == nil && scene.side(of: [:]) == nil)
        }
    }
}

extension RouteIntent {
    fileprivate static let second = RouteIntent(release: "uid", number: 2)
}
