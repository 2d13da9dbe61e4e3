import AsyncHTTPClient
import Foundation
import KubeModel
import MeshControl
import ProcessControl
import TestKit
import Testing

/// Whatever the table gives, a real Envoy takes.
@Suite("Envoy accepts the configuration", .enabled(if: LiveEnvoy.isThere, "no Envoy: run scripts/bootstrap or set SOUK_ENVOY"), .serialized)
struct AcceptanceTests {
    @Test(arguments: Shop().settings().proxies)
    func takesItsBootstrap(_ proxy: MeshProxy) async throws {
        let envoy = try #require(LiveEnvoy.path)
        try await withTemporaryDirectory { path in
            let folder = ProxyFolder(path: path)
            try folder.create()
            try Data(Bootstrap.json(proxy).bytes).write(to: URL(filePath: folder.bootstrap))
            for step in ProxyRollout().stepsForNothing { try folder.perform(step) }
            let process = try ProcessLaunch(
                program: envoy, arguments: ["--mode", "validate", "-c", "bootstrap.json", "--reject-unknown-dynamic-fields"],
                workingDirectory: path, output: .file(folder.log)
            ).start()
            #expect(try await process.waitForExit().code == 0)
            #expect(try String(contentsOfFile: folder.log, encoding: .utf8).contains("OK"))
        }
    }

    /// One Envoy of each kind takes case after case, each with the steps by which it would be changed at work.
    @Test func takesEveryCase() async throws {
        let envoy = try #require(LiveEnvoy.path)
        let base = LiveEnvoy.freshBase()
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        try await withTemporaryDirectory { path in
            for proxy in Shop(base: base).settings().proxies where proxy.isEdge || proxy.zone == "zone-a" {
                try await takeEveryCase(proxy, ProxyFolder(path: "\(path)/\(proxy.name)"), envoy, http)
            }
        }
        try await http.shutdown()
    }

    private func takeEveryCase(_ proxy: MeshProxy, _ folder: ProxyFolder, _ envoy: String, _ http: HTTPClient) async throws {
        try folder.create()
        var settings = Shop().settings()
        settings.proxies = [proxy]
        let translator = MeshTranslator(settings: settings)
        var rollout = ProxyRollout()
        for step in rollout.want(EnvoyResources()) { try folder.perform(step) }
        let identity = try EnvoyProcess(proxy, folder: folder, program: envoy).start()
        let admin = EnvoyAdmin(proxy, http: http)
        try await eventually { await admin.configurationStats() != nil }
        for row in TranslationCase.all {
            let resources = translator.translate(row.state).resources[proxy.name] ?? EnvoyResources()
            for step in rollout.want(resources) { try folder.perform(step) }
            var refusals: [ProxyRollout.Rejection] = []
            try await eventually(within: .seconds(20)) {
                let outcome = rollout.observe(await admin.configurationStats())
                for step in outcome.steps { try folder.perform(step) }
                refusals += outcome.rejections
                return rollout.isSettled || !refusals.isEmpty
            }
            #expect(refusals.isEmpty, "\(row.testDescription) in \(proxy.name)")
            guard refusals.isEmpty else {
                Issue.record("\((try? String(contentsOfFile: folder.log, encoding: .utf8))?.suffix(1_500) ?? "")")
                break
            }
        }
        try await EnvoyProcess.stop(in: folder)
        _ = try await identity.waitForExit()
    }
}

extension ProxyRollout {
    /// Files without any resources.
    fileprivate var stepsForNothing: [Step] {
        var rollout = self
        return rollout.want(EnvoyResources())
    }
}
