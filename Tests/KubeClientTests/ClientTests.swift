import Foundation
import KubeClient
import KubeModel
import Logging
import TestKit
import Testing

@Suite("What the client makes of answers")
struct ClientTests {
    private static let key = ObjectKey(.configMaps, namespace: "shop", name: "a")
    private static let object = #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"7"}}"#

    private func failure(_ body: () async throws -> Void) async -> StatusError? {
        do { try await body() } catch let error as StatusError { return error } catch { Issue.record(error) }
        return nil
    }

    @Test func aStatusIsThrownAsItIs() async throws {
        let status = StatusError.notFound(Self.key)
        let server = ScriptedServer([.answer(404, status.json.text)])
        try await withClient(of: server) { client in
            #expect(await failure { _ = try await client.get(Self.key) } == status)
        }
        #expect(server.lines == ["GET /api/v1/namespaces/shop/configmaps/a"])
    }

    @Test(arguments: [
        (502, "<html>bad gateway</html>", 502, "bad gateway"),
        (403, "", 403, "answered 403: nothing"),
        (200, "<html>hello</html>", 0, "is no Kubernetes API"),
    ])
    func whatIsNoAPIIsSaidToBeNone(status: Int, body: String, code: Int, message: String) async throws {
        let server = ScriptedServer(Array(repeating: .answer(status, body), count: 4))
        try await withClient(of: server) { client in
            let error = try #require(await failure { _ = try await client.get(Self.key) })
            #expect(error.code == code && error.message.contains(message), "\(error)")
        }
    }

    @Test func readsAreTriedAgainAndWritesOnlyWhenRefusedUnprocessed() async throws {
        let busy = ScriptedServer.Step.answer(503, "", headers: ["retry-after": "0"])
        let reading = ScriptedServer([.answer(500, ""), busy, .answer(429, ""), .answer(200, Self.object)])
        try await withClient(of: reading) { client in
            let object = try await client.get(Self.key)
            #expect(object.resourceVersion == "7")
        }
        let refused = ScriptedServer([busy, .answer(429, ""), .answer(200, Self.object)])
        try await withClient(of: refused) { try await $0.update(KubeObject(JSON(parsing: Self.object)), as: .configMaps) }
        #expect(refused.lines.count == 3)
        let failed = ScriptedServer([.answer(500, ""), .answer(200, Self.object)])
        try await withClient(of: failed) { client in
            #expect(await failure { try await client.update(KubeObject(JSON(parsing: Self.object)), as: .configMaps) }?.code == 500)
        }
        #expect(failed.lines.count == 1)
    }

    @Test func pagesAreReadToTheEndAndAgainWholeWhenTheyLapse() async throws {
        let page = { (name: String, next: String) in
            #"{"kind":"ConfigMapList","metadata":{"resourceVersion":"9","continue":"\#(next)"},"items":[{"metadata":{"name":"\#(name)"}}]}"#
        }
        let server = ScriptedServer([
            .answer(200, page("a", "more")), .answer(200, page("b", "")),
            .answer(200, page("a", "more")), .answer(410, StatusError.expired("9").json.text), .answer(200, page("c", "")),
        ])
        try await withClient(of: server) { client in
            let list = try await client.list(.configMaps, namespace: "shop")
            #expect(list.items.map(\.name) == ["a", "b"] && list.resourceVersion == "9")
            #expect(list.items.allSatisfy { $0.kind == "ConfigMap" && $0.apiVersion == "v1" })
            #expect(try await client.list(.configMaps, namespace: "shop").items.map(\.name) == ["c"])
        }
        let path = "GET /api/v1/namespaces/shop/configmaps"
        #expect(
            server.lines == [
                "\(path)?limit=500", "\(path)?limit=500&continue=more", "\(path)?limit=500", "\(path)?limit=500&continue=more", path,
            ])
    }

    @Test func aServerThatIsNotThereIsNamed() async throws {
        let config = KubeConfig(server: "http://127.0.0.1:1", origin: "/home/me/.kube/config, context souk")
        try await KubeClient.withClient(config, settings: .quick, logger: Logger(label: "test")) { client in
            let error = try #require(await failure { _ = try await client.get(Self.key) })
            #expect(error.code == 0 && error.reason == .unknown)
            #expect(
                error.message
                    == "the API server at http://127.0.0.1:1 cannot be used: connection refused; check that it runs and that its address is "
                    + "right in /home/me/.kube/config, context souk")
        }
    }

    @Test func anAnswerThatDoesNotComeIsNotWaitedFor() async throws {
        var settings = ClientSettings.quick
        settings.requestTimeout = .milliseconds(200)
        settings.maximumTries = 1
        let server = ScriptedServer([.silence, .stream(["{"], stays: true)])
        try await withClient(of: server, settings: settings) { client in
            for _ in 0..<2 {
                #expect(await failure { _ = try await client.get(Self.key) }?.message.contains("no answer in time") == true)
            }
        }
    }

    @Test func anAnswerThatIsTooLargeIsNotRead() async throws {
        var settings = ClientSettings.quick
        settings.answerLimit = 1_000
        settings.maximumTries = 1
        let server = ScriptedServer([.answer(200, String(repeating: "x", count: 2_000))])
        try await withClient(of: server, settings: settings) { client in
            #expect(await failure { _ = try await client.get(Self.key) }?.code == 0)
        }
    }

    @Test func aTokenGoesAlongAndIsReadAgainWhenItWasReplaced() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/token"
            try Data("first\n".utf8).write(to: URL(filePath: path))
            let refusal = ScriptedServer.Step.answer(401, "")
            let server = ScriptedServer([.answer(200, Self.object), refusal, .answer(200, Self.object), refusal])
            try await withClient(of: server, credential: .tokenFile(path)) { client in
                _ = try await client.get(Self.key)
                try Data("second\n".utf8).write(to: URL(filePath: path))
                _ = try await client.get(Self.key)
                #expect(await failure { _ = try await client.get(Self.key) }?.code == 401, "the same token is not shown again")
            }
            #expect(server.tokens == ["Bearer first", "Bearer first", "Bearer second", "Bearer second"])
        }
    }

    @Test func aTokenDoesNotGoOutUnencryptedBeyondThisMachine() async throws {
        let config = KubeConfig(server: "http://192.0.2.1:80", credential: .token("secret"))
        let fault = try await #require(throws: KubeConfigFault.self) {
            try await KubeClient.withClient(config, logger: Logger(label: "test")) { _ in }
        }
        #expect(fault.reason.contains("unencrypted"))
    }

    @Test func kindsAreFoundByDiscoveryOnce() async throws {
        let list = #"""
            {"kind":"APIResourceList","groupVersion":"souk.dev/v1alpha1","resources":[
            {"name":"releases","kind":"Release","namespaced":true,"shortNames":["rel"]},{"name":"releases/status","kind":"Release","namespaced":true}]}
            """#
        let server = ScriptedServer([.answer(200, list), .answer(200, list)])
        try await withClient(of: server) { client in
            let type = try await client.resourceType(apiVersion: "souk.dev/v1alpha1", kind: "Release")
            #expect(type == .releases && type.subresources == ["status"] && type.shortNames == ["rel"] && type.isNamespaced)
            _ = try await client.resourceType(apiVersion: "souk.dev/v1alpha1", kind: "Release")
            let error = await failure { _ = try await client.resourceType(apiVersion: "souk.dev/v1alpha1", kind: "Relief") }
            #expect(error?.code == 404 && error?.message.contains("no matches for kind \"Relief\"") == true)
        }
        #expect(server.lines == ["GET /apis/souk.dev/v1alpha1", "GET /apis/souk.dev/v1alpha1"])
    }

    /// Where a proxy stands in the environment it is the mesh's; nobody listens at this one.
    @Test func itGoesThroughNoProxy() async throws {
        setenv("HTTP_PROXY", "http://127.0.0.1:1", 1)
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        setenv("https_proxy", "http://127.0.0.1:1", 1)
        let server = ScriptedServer([.answer(200, Self.object)])
        try await withClient(of: server) { client in
            let object = try await client.get(Self.key)
            #expect(object.name == "a")
        }
    }

    @Test func aDeletionThatIsAnsweredByAStatusNamesTheObject() async throws {
        let server = ScriptedServer([.answer(200, #"{"kind":"Status","status":"Success","details":{"name":"a","uid":"u-1"}}"#)])
        try await withClient(of: server) { client in
            let object = try await client.delete(Self.key)
            #expect(object.name == "a" && object.namespace == "shop" && object.uid == "u-1")
        }
    }
}
