import Foundation
import KubeModel
import LocalCluster
import Logging
import NodeAgent
import ProcessControl
import StorageSQLite
import Synchronization
import TestKit
import Testing

/// A node on the cluster's real object store, with folders and a network of its own. Its image `souk:sh` is the shell.
struct TestNode: Sendable {
    private static let networks = Atomic(100)

    let api: any ObjectAPI
    var settings: NodeSettings
    /// Stands in the environment of every process of the test.
    let mark = UUID().uuidString
    var clock = NodeClock.system

    /// Ends everything that is left, and checks that nothing is.
    static func with(_ body: (inout TestNode) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            try await withTemporaryDatabase { database in
                var node = try await TestNode(folder: folder, database: database)
                do {
                    try await body(&node)
                } catch {
                    await NodeAgent.endAll(in: node.settings.folder, grace: .zero)
                    throw error
                }
                await NodeAgent.endAll(in: node.settings.folder, grace: .zero)
                // Short-lived children of what was killed may need a moment more.
                try? await eventually(within: .seconds(2)) { ProcessIdentity.all(withVariable: "TEST_MARK", node.mark).isEmpty }
                let left = ProcessIdentity.all(withVariable: "TEST_MARK", node.mark)
                #expect(left.isEmpty, "processes were left")
                for process in left { process.signal(SIGKILL) }
            }
        }
    }

    private init(folder: String, database: SQLiteDatabase) async throws {
        api = try await ObjectStore(database: database, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let number = Self.networks.add(1, ordering: .relaxed).newValue
        settings = NodeSettings(
            name: "zone-a", zone: "zone-a", network: "127.\(number)", folder: folder + "/node", imageFolder: folder + "/images",
            volumeFolder: folder + "/volumes")
        settings.secretsFolder = folder + "/secrets"
        settings.secretsInterval = .milliseconds(20)
        settings.usageInterval = .milliseconds(200)
        settings.logInterval = .milliseconds(50)
        settings.followInterval = .milliseconds(5)
        settings.controlGroupParent = "souk-test-\(number)-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder + "/secrets", withIntermediateDirectories: true)
        try addImage("sh", "/bin/sh")
        try await api.create(KubeObject(.namespaces, name: "shop"), as: .namespaces)
    }

    func addImage(_ tag: String, _ binary: String) throws {
        let path = "\(settings.imageFolder)/\(tag)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path + "/souk", withDestinationPath: binary)
    }

    /// Runs an agent for the time of `body`, and then drops it as a crash would: without a word to the pods.
    func withAgent(
        token: @escaping @Sendable (TokenRequest) async throws -> ServiceAccountToken = {
            ServiceAccountToken(text: "token of \($0.serviceAccount)", expiry: Date(timeIntervalSinceNow: 3_600))
        }, _ body: (NodeAgent) async throws -> Void
    ) async throws {
        let agent = NodeAgent(
            api: api, settings: settings, token: token,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "TEST_SECRET": "leak"], clock: clock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await agent.run() }
            try await body(agent)
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    /// A pod of one container that runs `script`, bound to the node.
    @discardableResult
    func run(_ name: String = "web", _ script: String, container: JSON = [:], spec: JSON = [:], metadata: JSON = [:]) async throws
        -> KubeObject
    {
        var pod = KubeObject(.pods, namespace: "shop", name: name)
        for (key, value) in metadata.object ?? [:] { pod["metadata", key] = value }
        var only: JSON = ["name": "main", "image": "souk:sh", "args": ["-c", .string(script)]]
        for (key, value) in container.object ?? [:] { only[key] = value }
        only["env"] = .array(only["env"].elements + [["name": "TEST_MARK", "value": .string(mark)]])
        pod["spec"] = spec.object == nil ? [:] : spec
        pod["spec", "nodeName"] = .string(settings.name)
        pod["spec", "containers"] = .array([only] + spec["containers"].elements)
        return try await api.create(pod, as: .pods)
    }

    func pod(_ name: String = "web") async throws -> KubeObject {
        try await api.get(ObjectKey(.pods, namespace: "shop", name: name))
    }

    func status(_ name: String = "web") async throws -> JSON { try await pod(name).status }

    func container(_ name: String = "web") async throws -> JSON { try await status(name)["containerStatuses"][0] }

    func isReady(_ name: String = "web") async throws -> Bool {
        try await status(name)["conditions"].elements.contains { $0["type"] == "Ready" && $0["status"] == "True" }
    }

    /// Restarted so often, and ready again.
    func hasRestarted(_ count: Int, _ name: String = "web") async throws -> Bool {
        guard try await container(name)["restartCount"] == .integer(count) else { return false }
        return try await isReady(name)
    }

    func untilReady(_ name: String = "web") async throws {
        try await eventually(within: .seconds(30)) { try await isReady(name) }
    }

    func delete(_ name: String = "web", grace: Int? = nil) async throws {
        try await api.delete(ObjectKey(.pods, namespace: "shop", name: name), DeleteOptions(gracePeriodSeconds: grace))
    }

    func untilGone(_ name: String = "web", within limit: Duration = .seconds(10)) async throws {
        try await eventually(within: limit) {
            do throws(StatusError) {
                _ = try await api.get(ObjectKey(.pods, namespace: "shop", name: name))
                return false
            } catch {
                return error.code == 404
            }
        }
    }

    /// What the container finds at an absolute path.
    func file(_ path: String, of pod: String = "web") async throws -> String? {
        let object = try await self.pod(pod)
        let root = "\(settings.folder)/pods/shop_\(pod)_\(object.uid)/containers/main/root"
        return FileManager.default.contents(atPath: root + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The one process of the pod's container.
    func process(_ pod: String = "web") async throws -> ProcessIdentity { try #require(try await processIfAny(pod)) }

    /// The one process of the pod's container; nil when the run that the status shows has none.
    func processIfAny(_ pod: String = "web") async throws -> ProcessIdentity? {
        guard let id = try await container(pod)["containerID"].string?.dropFirst("souk://".count), !id.isEmpty else { return nil }
        return ProcessIdentity.all(withVariable: "SOUK_CONTAINER_ID", String(id)).first { $0.leadsSession }
    }

    func reasons(_ name: String = "web") async throws -> Set<String> {
        Set(
            try await api.list(.events, namespace: "shop").items.filter { $0["involvedObject", "name"] == .string(name) }
                .compactMap { $0["reason"].string })
    }
}
