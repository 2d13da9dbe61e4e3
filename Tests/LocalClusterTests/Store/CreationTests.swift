import Foundation
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("Creating objects")
struct CreationTests {
    @Test("the server sets identity, defaults, status and managers")
    func stamps() async throws {
        let now = ManualNow()
        try await withStore(now: { now.now() }) { store in
            let made = try await store.create(Sample.deployment("web"), as: .deployments, manager: "tester")
            #expect(!made.uid.isEmpty)
            #expect(made.creationTimestamp == "2026-05-28T20:26:40Z")
            #expect(made.generation == 1)
            #expect(made.resourceVersion == String(store.version))
            #expect(made.spec["strategy"]["type"] == "RollingUpdate")
            #expect(made["metadata", "managedFields"][0]["manager"] == "tester")
            #expect(try await store.get(Sample.key("web", .deployments)) == made)
        }
    }

    @Test("a pod starts pending with its quality of service, and whatever status its creator claims is dropped")
    func initialStatus() async throws {
        try await withStore { store in
            var pod = Sample.pod("one")
            pod.status = ["phase": "Running", "podIP": "127.1.1.1"]
            pod["spec", "containers"] = [
                ["name": "web", "image": "souk:1", "resources": ["requests": ["cpu": "100m"], "limits": ["memory": "64Mi"]]]
            ]
            let made = try await store.create(pod, as: .pods)
            #expect(made.status == ["phase": "Pending", "qosClass": "Burstable"])
        }
    }

    @Test("a generated name begins as asked and differs each time")
    func generatedNames() async throws {
        try await withStore { store in
            var map = Sample.configMap("")
            map["metadata", "name"] = .null
            map["metadata", "generateName"] = "made-"
            var names: Set<String> = []
            for _ in 0..<50 { names.insert(try await store.create(map, as: .configMaps).name) }
            #expect(names.count == 50)
            #expect(names.allSatisfy { $0.wholeMatch(of: /made-[bcdfghjklmnpqrstvwxz2456789]{5}/) != nil })
        }
    }

    @Test(
        "what cannot be created is refused in Kubernetes' words",
        arguments: [
            (Sample.configMap("taken"), 409, "configmaps \"taken\" already exists"),
            (Sample.configMap("Bad_Name"), 422, "ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\""),
            (KubeObject(.configMaps, namespace: "nowhere", name: "x"), 404, "namespaces \"nowhere\" not found"),
            (Self.with(Sample.configMap("x"), "metadata", "resourceVersion", "7"), 400, "resourceVersion should not be set"),
            (Self.with(Sample.configMap("x"), "spec", "size", 7), 400, "strict decoding error: unknown field \"spec\""),
            (Self.with(Sample.configMap("x"), "data", "size", 7), 400, "cannot be handled as a ConfigMap"),
        ] as [(KubeObject, Int, String)])
    func refusals(object: KubeObject, code: Int, message: String) async throws {
        try await withStore { store in
            try await store.create(Sample.configMap("taken"), as: .configMaps)
            let version = store.version
            let error = await #expect(throws: StatusError.self) { try await store.create(object, as: .configMaps) }
            #expect(error?.code == code)
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "no message")")
            #expect(store.version == version)
        }
    }

    private static func with(_ object: KubeObject, _ first: String, _ second: String, _ value: JSON) -> KubeObject {
        var object = object
        object.json[path: [first, second]] = value
        return object
    }

    @Test("nothing new comes into a namespace that is being deleted")
    func terminatingNamespace() async throws {
        try await withStore { store in
            try await store.delete(ObjectKey(.namespaces, name: "shop"))
            let error = await #expect(throws: StatusError.self) { try await store.create(Sample.configMap("late"), as: .configMaps) }
            #expect(error?.code == 403)
            #expect(error?.message.hasSuffix("unable to create new content in namespace shop because it is being terminated") == true)
        }
    }

    @Test(
        "an unknown field is refused, warned of and dropped, or dropped, as the client wishes",
        arguments: [
            (.strict, nil, []), (.warn, "kept", ["unknown field \"nonsense\""]), (.ignore, "kept", []),
        ] as [(ObjectWrite.FieldValidation, String?, [String])])
    func fieldValidation(_ validation: ObjectWrite.FieldValidation, value: String?, warnings: [String]) async throws {
        try await withStore { store in
            var map = Sample.configMap("x", ["a": "kept"])
            map["nonsense"] = 1
            let write = ObjectWrite(Sample.key("x"), .create(map), fieldValidation: validation)
            let outcome = try? await store.outcome(of: write)
            #expect(outcome?.object["data", "a"].string == value)
            #expect(outcome?.object["nonsense"] ?? .null == .null)
            #expect(outcome?.warnings ?? [] == warnings)
        }
    }

    @Test("a dry run tells everything and keeps nothing")
    func dryRun() async throws {
        try await withStore { store in
            var write = ObjectWrite(Sample.key("x"), .create(Sample.configMap("x")))
            write.isDryRun = true
            let version = store.version
            let told = try await store.perform(write)
            #expect(!told.uid.isEmpty)
            #expect(store.version == version)
            await #expect(throws: StatusError.notFound(Sample.key("x"))) { try await store.get(Sample.key("x")) }
        }
    }
}
