import Foundation
import KubeClient
import KubeModel
import Logging
import TestKit
import Testing

@Suite("Watches over the wire")
struct WatchTests {
    private static func event(_ type: String, _ name: String, _ version: Int) -> String {
        #"{"type":"\#(type)","object":{"kind":"ConfigMap","metadata":{"name":"\#(name)","resourceVersion":"\#(version)"}}}"# + "\n"
    }

    private func describe(_ event: WatchEvent) -> String {
        switch event {
        case .added(let object): "added \(object.name)"
        case .modified(let object): "modified \(object.name)"
        case .deleted(let object): "deleted \(object.name)"
        case .bookmark(let version): "bookmark \(version)"
        }
    }

    /// What a watch tells, and how it ends.
    private func watch(_ client: KubeClient) async throws -> (events: [String], error: StatusError?) {
        var events: [String] = []
        do {
            for try await event in try await client.watch(.configMaps, namespace: "shop", selector: .everything, after: "5") {
                events.append(describe(event))
            }
            return (events, nil)
        } catch let error as StatusError {
            return (events, error)
        }
    }

    @Test func eventsAreReadHoweverTheyArrive() async throws {
        let whole =
            Self.event("ADDED", "a", 6) + Self.event("MODIFIED", "a", 7) + Self.event("BOOKMARK", "", 9) + Self.event("DELETED", "a", 10)
        let pieces = stride(from: 0, to: whole.count, by: 7).map { start in String(whole.dropFirst(start).prefix(7)) }
        let server = ScriptedServer([.stream(pieces), .stream([whole])])
        try await withClient(of: server) { client in
            for _ in 0..<2 {
                let (events, error) = try await watch(client)
                #expect(events == ["added a", "modified a", "bookmark 9", "deleted a"] && error == nil)
            }
        }
        let line = try #require(server.lines.first)
        #expect(
            line.hasPrefix("GET /api/v1/namespaces/shop/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds="))
    }

    @Test func anOldVersionIsThrownWhetherAtOnceOrLater() async throws {
        let expired = StatusError.expired("5")
        let server = ScriptedServer([
            .answer(410, expired.json.text),
            .stream([Self.event("ADDED", "a", 6), #"{"type":"ERROR","object":\#(expired.json.text)}"# + "\n"]),
        ])
        try await withClient(of: server) { client in
            for expected in [[], ["added a"]] {
                let (events, error) = try await watch(client)
                #expect(events == expected && error == expired)
            }
        }
    }

    @Test(arguments: ["not json\n", "{\"type\":\"STRANGE\",\"object\":{}}\n", String(repeating: "x", count: 5_000)])
    func whatIsNoEventEndsTheWatchWithAReason(text: String) async throws {
        var settings = ClientSettings.quick
        settings.eventLimit = 2_000
        let server = ScriptedServer([.stream([Self.event("ADDED", "a", 6), text], stays: true)])
        try await withClient(of: server, settings: settings) { client in
            let (events, error) = try await watch(client)
            #expect(events == ["added a"] && error?.code == 0, "\(String(describing: error))")
        }
    }

    @Test func aSilentWatchIsCut() async throws {
        var settings = ClientSettings.quick
        settings.watchTimeout = .seconds(1)
        settings.watchSlack = .milliseconds(200)
        let server = ScriptedServer([.stream([Self.event("ADDED", "a", 6)], stays: true)])
        try await withClient(of: server, settings: settings) { client in
            let start = ContinuousClock.now
            let (events, error) = try await watch(client)
            #expect(events == ["added a"] && error == nil, "it ends, so that it is opened anew")
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }

    @Test func aWatchThatNobodyAnswersIsGivenUp() async throws {
        var settings = ClientSettings.quick
        settings.requestTimeout = .milliseconds(200)
        let server = ScriptedServer([.silence])
        try await withClient(of: server, settings: settings) { client in
            let (events, error) = try await watch(client)
            #expect(events.isEmpty && error?.code == 0)
        }
    }

    @Test func aListenerThatIsTooSlowMustListAgain() async throws {
        var settings = ClientSettings.quick
        settings.eventBuffer = 10
        let server = ScriptedServer([.drip(Self.event("ADDED", "a", 6))])
        try await withClient(of: server, settings: settings) { client in
            let stream = try await client.watch(.configMaps, namespace: "shop", selector: .everything, after: "5")
            // Nobody listens until the client has had enough.
            try await eventually { server.hangUps == 1 }
            var count = 0
            let error = await #expect(throws: StatusError.self) { for try await _ in stream { count += 1 } }
            #expect(error?.code == 410)
            #expect(count == 10)
        }
    }

    @Test func aStreamJoinsListsAndWatchesOverTheWire() async throws {
        let list = { (name: String, version: Int) in
            ScriptedServer.Step.answer(
                200, #"{"kind":"ConfigMapList","metadata":{"resourceVersion":"\#(version)"},"items":[{"metadata":{"name":"\#(name)"}}]}"#)
        }
        let server = ScriptedServer([
            list("a", 5), .stream([Self.event("ADDED", "b", 6), Self.event("BOOKMARK", "", 8)]),
            .stream([Self.event("DELETED", "b", 9)]), .answer(410, StatusError.expired("9").json.text), list("c", 20),
            .stream([Self.event("ADDED", "d", 21)], stays: true),
        ])
        try await withClient(of: server) { client in
            var told: [String] = []
            for await update in ObjectStream(.configMaps, namespace: "shop", of: client, backoff: Backoff(first: .milliseconds(1))) {
                switch update {
                case .synced(let list): told.append("synced " + list.items.map(\.name).joined())
                case .changed(let object): told.append("changed \(object.name)")
                case .deleted(let object): told.append("deleted \(object.name)")
                case .interrupted(let error): told.append("interrupted \(error.code)")
                case .resumed: told.append("resumed")
                }
                if told.last == "changed d" { break }
            }
            #expect(told == ["synced a", "changed b", "deleted b", "synced c", "changed d"])
        }
        let versions = server.lines.compactMap { $0.split(separator: "&").first { $0.hasPrefix("resourceVersion=") } }
        #expect(versions == ["resourceVersion=5", "resourceVersion=8", "resourceVersion=9", "resourceVersion=20"])
    }

    @Test func aLogIsStreamedAsItComes() async throws {
        let server = ScriptedServer([.stream(["one\n", "two\n"]), .answer(404, StatusError.badRequest("no such container").json.text)])
        try await withClient(of: server) { client in
            var text = ""
            for try await piece in try await client.podLog(namespace: "shop", pod: "p", container: "c", follow: true) {
                text += String(decoding: piece, as: UTF8.self)
            }
            #expect(text == "one\ntwo\n")
            await #expect(throws: StatusError.badRequest("no such container")) { try await client.podLog(namespace: "shop", pod: "p") }
        }
        #expect(server.lines.first == "GET /api/v1/namespaces/shop/pods/p/log?container=c&follow=true")
    }
}
