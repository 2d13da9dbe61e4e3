import Delivery
import KubeModel
import ReleaseEngine
import Testing

@Suite("Splits of a route")
struct RouteSplitTests {
    private static let header = PreviewHeader(name: "x-souk-preview", value: "v2")

    private static func destination(_ subset: String?, _ weight: Int?, host: String = "web") -> JSON {
        var destination: JSON = ["destination": ["host": .string(host)]]
        if let subset { destination["destination"]["subset"] = .string(subset) }
        if let weight { destination["weight"] = .integer(weight) }
        return destination
    }

    /// A VirtualService with one route for each list of destinations.
    private static func route(_ routes: [JSON]..., annotations: [String: String] = [:]) -> KubeObject {
        var object = KubeObject(.virtualServices, namespace: "shop", name: "web")
        object["spec", "hosts"] = ["web"]
        object["spec", "http"] = .array(
            routes.enumerated().map { ["name": .string("r\($0.offset)"), "route": .array($0.element), "timeout": "6s"] })
        object.annotations = annotations
        return object
    }

    /// What is written, what is seen of it between v1 and v2, and whether that is all.
    private static let readings: [(KubeObject, Int, Bool)] = [
        (route([destination("v1", 100)]), 0, true),
        (route([destination("v1", nil)]), 0, true),
        (route([destination("v2", nil)], [destination("v2", 100)]), 100, true),
        (route([destination("v1", 80), destination("v2", 20)]), 20, true),
        (route([destination("v2", 20), destination("v1", 80)]), 20, true),
        (route([destination("v1", 100), destination("v2", 0)]), 0, true),
        (route([destination("v1", 8), destination("v2", 2)]), 20, true),
        // Other names of the same host.
        (route([destination("v1", 50, host: "web.shop"), destination("v2", 50, host: "web.shop.svc.cluster.local")]), 50, true),
        // A route to somebody else does not count.
        (route([destination("v1", 80), destination("v2", 20)], [destination("x", 100, host: "other")]), 20, true),
        // Routes that differ, a third version, and pods of any version.
        (route([destination("v1", 80), destination("v2", 20)], [destination("v1", 100)]), 0, false),
        (route([destination("v1", 80), destination("v3", 20)]), 0, false),
        (route([destination(nil, 100)]), 0, false),
        (route(), 0, false),
    ]

    @Test(arguments: readings) func areReadFromTheRoutes(_ object: KubeObject, _ new: Int, _ isWhole: Bool) {
        let seen = RouteSplit(object, service: "web").observed(stable: "v1", new: "v2")
        #expect(seen.split.new == new)
        #expect(seen.isWhole == isWhole)
    }

    /// The version that serves before any release.
    private static let serving: [(KubeObject, String?)] = [
        (route([destination("v1", 100)], [destination("v1", nil)]), "v1"),
        (route([destination("v1", 100), destination("v2", 0)]), "v1"),
        (route([destination("v1", 90), destination("v2", 10)]), nil),
        (route([destination("v1", 100)], [destination("v2", 100)]), nil),
        (route([destination(nil, 100)]), nil),
        (route(), nil),
        (route([destination("v1", 100)], annotations: ["delivery.souk.dev/stable": "v2"]), "v2"),
        // A release has begun, and its mark was taken away: nobody knows.
        (route([destination("v1", 100)], annotations: ["delivery.souk.dev/release": "u", "delivery.souk.dev/intent": "3"]), nil),
    ]

    @Test(arguments: serving) func tellTheVersionThatServes(_ object: KubeObject, _ version: String?) {
        #expect(RouteSplit(object, service: "web").servingVersion == version)
    }

    @Test(arguments: [0, 1, 50, 99, 100]) func areWrittenAndReadBack(_ new: Int) {
        let before = Self.route([Self.destination("v1", 100)], [Self.destination("x", 100, host: "other")])
        let split = RouteSplit(before, service: "web")
        var mark = split.mark
        mark.writer = RouteIntent(release: "u", number: 7)
        mark.stable = "v1"
        let written = split.written(TrafficSplit(new: new), stable: "v1", new: "v2", mark: mark)
        let read = RouteSplit(written, service: "web")
        #expect(read.observed(stable: "v1", new: "v2").split == TrafficSplit(new: new))
        #expect(read.observed(stable: "v1", new: "v2").isWhole)
        #expect(read.mark.writer == RouteIntent(release: "u", number: 7))
        // Nobody is named who gets nothing, and nothing else has changed.
        #expect(written.spec["http"][0]["route"].elements.allSatisfy { $0["weight"].int ?? 0 > 0 })
        #expect(written.spec["http"][0]["timeout"] == "6s")
        #expect(written.spec["http"][1] == before.spec["http"][1])
        #expect(written.spec["hosts"] == before.spec["hosts"])
    }

    @Test func haveAPreviewBeforeEverythingElse() throws {
        var before = Self.route([Self.destination("v1", 100)], [Self.destination("v1", 100)], [Self.destination("x", 1, host: "other")])
        before["spec", "http"] = .array(
            before.spec["http"].elements.enumerated().map { index, route in
                guard index == 0 else { return route }
                return route.setting("match", [["uri": ["prefix": "/a"]], ["method": ["exact": "POST"]]])
            })
        let split = RouteSplit(before, service: "web")
        let shown = split.written(TrafficSplit(new: 0, preview: Self.header), stable: "v1", new: "v2", mark: split.mark)
        let http = shown.spec["http"].elements
        #expect(http.map { $0["name"].string } == ["preview-r0", "preview-r1", "r0", "r1", "r2"])
        let headers: JSON = ["x-souk-preview": ["exact": "v2"]]
        #expect(
            http[0]["match"] == [["uri": ["prefix": "/a"], "headers": headers], ["method": ["exact": "POST"], "headers": headers]])
        #expect(http[1]["match"] == [["headers": headers]])
        #expect(http[0]["route"] == [Self.destination("v2", 100)])
        let seen = RouteSplit(shown, service: "web").observed(stable: "v1", new: "v2")
        #expect(seen.split == TrafficSplit(new: 0, preview: Self.header) && seen.isWhole)
        // Somebody takes one of them away.
        var damaged = shown
        damaged["spec", "http"] = .array(Array(http.dropFirst()))
        #expect(!RouteSplit(damaged, service: "web").observed(stable: "v1", new: "v2").isWhole)
        // And in the end they are gone again.
        let after = RouteSplit(shown, service: "web").written(TrafficSplit(new: 100), stable: "v1", new: "v2", mark: split.mark)
        #expect(after.spec["http"].elements.map { $0["name"].string } == ["r0", "r1", "r2"])
    }

    /// Conditions of a mesh that confirms, and of one that says nothing.
    private static let confirmations: [(JSON, Int, Bool)] = [
        (["status": "True", "observedGeneration": 4], 0, true),
        (["status": "True", "observedGeneration": 3], 0, false),
        (["status": "False", "observedGeneration": 4], 0, false),
        // What has been confirmed once is not a matter of time.
        (["status": "True", "observedGeneration": 3], 60, false),
        (.null, 4, false),
        (.null, 5, true),
    ]

    @Test(arguments: confirmations) func areConfirmedByTheMesh(_ condition: JSON, _ seconds: Int, _ isLive: Bool) {
        var object = Self.route([Self.destination("v1", 100)])
        object["metadata", "generation"] = 4
        let written = KubeTime(seconds: 1_000)
        var mark = RouteMark(of: object)
        mark.written = written
        mark.write(to: &object)
        if !condition.isNull { object.status = ["conditions": [condition.setting("type", "Reconciled")]] }
        let split = RouteSplit(object, service: "web")
        let proxies = split.proxies(newWeight: 0, settling: .seconds(5), at: written + .seconds(seconds))
        #expect(proxies.allSatisfy { $0.generation >= 4 } == isLive)
    }
}

extension JSON {
    fileprivate func setting(_ key: String, _ value: JSON) -> JSON {
        var json = self
        json[key] = value
        return json
    }
}
