import KubeModel
import NIOHTTP1
import TestKit
import Testing

import LocalCluster

@Suite("Watching over HTTPS")
struct APIWatchTests {
    private static let maps = "/api/v1/namespaces/shop/configmaps?watch=true"

    @Test("changes come as lines, in the form that is asked for")
    func lines() async throws {
        try await withCluster { cluster in
            let start = cluster.store.version
            var plain = try await cluster.lines(Self.maps + "&resourceVersion=\(start)")
            var table = try await cluster.lines(
                Self.maps + "&resourceVersion=\(start)", accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
            let made = try await cluster.store.create(Sample.configMap("x", ["a": "1"]), as: .configMaps)
            try await cluster.store.delete(Sample.key("x"))
            #expect(try await plain.next() == ["type": "ADDED", "object": made.json])
            let deleted = try await plain.next()
            #expect(deleted?["type"] == "DELETED")
            #expect(deleted?["object"]["metadata"]["resourceVersion"] == .string("\(start + 2)"))
            let row = try await table.next()
            #expect(row?["object"]["kind"] == "Table")
            #expect(row?["object"]["rows"][0]["cells"][0] == "x")
        }
    }

    @Test("initial events end with a marked bookmark, and bookmarks follow as time goes on")
    func bookmarks() async throws {
        var settings = APIServerSettings()
        settings.bookmarkInterval = .milliseconds(50)
        try await withCluster(settings: settings) { cluster in
            try await cluster.store.create(Sample.configMap("x"), as: .configMaps)
            let query = "&sendInitialEvents=true&allowWatchBookmarks=true"
            #expect(try await cluster.send(.GET, Self.maps + query).status == 422)
            var lines = try await cluster.lines(Self.maps + query + "&resourceVersionMatch=NotOlderThan")
            #expect(try await lines.next()?["type"] == "ADDED")
            let end = try await lines.next()
            #expect(end?["type"] == "BOOKMARK")
            #expect(end?["object"]["metadata"]["annotations"]["k8s.io/initial-events-end"] == "true")
            try await cluster.store.create(KubeObject(.secrets, namespace: "shop", name: "elsewhere"), as: .secrets)
            let version = JSON.string(String(cluster.store.version))
            try await eventually {
                let line = try await lines.next()
                #expect(line?["type"] == "BOOKMARK")
                #expect(line?["object"]["metadata"]["annotations"] == .null)
                return line?["object"]["metadata"]["resourceVersion"] == version
            }
        }
    }

    @Test("a watch ends when its time is up, and leaves nothing behind when its client goes")
    func ends() async throws {
        try await withCluster { cluster in
            var timed = try await cluster.lines(Self.maps + "&timeoutSeconds=1")
            #expect(timed.status == 200)
            #expect(try await timed.next() == nil)
            #expect(cluster.store.watchCount == 0)
            do {
                let abandoned = try await cluster.lines(Self.maps)
                #expect(abandoned.status == 200)
                try await eventually { cluster.store.watchCount == 1 }
            }
            try await eventually { cluster.store.watchCount == 0 }
        }
    }

    @Test("open watches do not keep the server from stopping")
    func gracefulStop() async throws {
        let begun = ContinuousClock.now
        try await withCluster { cluster in
            var lines = try await cluster.lines(Self.maps)
            try await cluster.store.create(Sample.configMap("x"), as: .configMaps)
            #expect(try await lines.next() != nil)
            let open = lines
            try await eventually { cluster.store.watchCount == 1 }
            _ = open
        }
        #expect(ContinuousClock.now - begun < .seconds(60))
    }
}
