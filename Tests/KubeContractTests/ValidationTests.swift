import KubeClient
import KubeModel
import Testing

@Suite("Contract: validation")
struct ValidationTests {
    private static let unknown = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"nonsense":1}"#
    private static let repeated =
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"immutable":true,"immutable":false}"#

    @Test(
        "a field that is unknown or stands twice is refused, warned of or passed over, as the client wants it",
        arguments: [(unknown, #"unknown field "nonsense""#), (repeated, #"duplicate field "immutable""#)])
    func decoding(body: String, words: String) async throws {
        try await withContract { contract in
            let path = contract.path(.configMaps)
            let strict = try await contract.send("POST", path, [("fieldValidation", "Strict")], body)
            #expect(strict.status == 400)
            let refusal = #expect(throws: StatusError.self) { try strict.object() }
            #expect(refusal?.reason == .badRequest)
            #expect(refusal?.message.contains("strict decoding error: \(words)") == true, "\(refusal?.message ?? "")")
            #expect(try await !contract.exists(contract.key("a", .configMaps)))

            let warned = try await contract.send("POST", path, [("fieldValidation", "Warn")], body)
            #expect(warned.status == 201)
            #expect(warned.warnings == [words])
            let stored = try await contract.client.get(contract.key("a", .configMaps))
            #expect(stored["nonsense"].isNull)
            #expect(stored["immutable"] != true)
            try await contract.client.delete(contract.key("a", .configMaps))

            let ignored = try await contract.send("POST", path, [("fieldValidation", "Ignore")], body)
            #expect(ignored.status == 201)
            #expect(ignored.warnings.isEmpty)
        }
    }

    @Test("without a word about it the client is warned")
    func warningIsTheDefault() async throws {
        try await withContract { contract in
            let answer = try await contract.send("POST", contract.path(.configMaps), [], Self.unknown)
            #expect(answer.status == 201)
            #expect(answer.warnings == [#"unknown field "nonsense""#])
            for patch in [#"{"nonsense":1}"#, #"{"data":{"k":"1","k":"2"}}"#] {
                let answer = try await contract.send(
                    "PATCH", contract.path(.configMaps) + "/a", [("fieldValidation", "Strict")], patch, type: "application/merge-patch+json"
                )
                let refusal = try #require(throws: StatusError.self) { try answer.object() }
                #expect(refusal.code == 422)
                #expect(refusal.causes.map(\.field) == ["patch"])
                #expect(refusal.message.contains("strict decoding error: "))
            }
            let update = try await contract.send("PUT", contract.path(.configMaps) + "/a", [("fieldValidation", "Strict")], Self.unknown)
            #expect(update.status == 400)
        }
    }

    @Test("a value of the wrong type cannot be decoded, whatever the client wants", arguments: ["Strict", "Ignore"])
    func wrongTypes(validation: String) async throws {
        try await withContract { contract in
            var deployment = contract.deployment("web")
            deployment["spec", "replicas"] = "two"
            let answer = try await contract.send(
                "POST", contract.path(.deployments), [("fieldValidation", validation)], deployment.json.text)
            let refusal = try #require(throws: StatusError.self) { try answer.object() }
            #expect(refusal.code == 400)
            #expect(refusal.message.contains(#"Deployment in version "v1" cannot be handled as a Deployment"#))
        }
    }

    @Test("everything that is wrong with an object is told at once, with the field of each fault")
    func causes() async throws {
        try await withContract { contract in
            var deployment = contract.deployment("web")
            deployment["spec", "replicas"] = -1
            deployment["spec", "template", "metadata", "labels"] = ["app": "other"]
            deployment["spec", "template", "spec", "containers"] = [["name": "Bad_Name", "image": "registry.invalid/none:1"]]
            let refusal = try await #require(throws: StatusError.self) { try await contract.create(deployment, as: .deployments) }
            #expect(refusal.code == 422)
            #expect(refusal.reason == .invalid)
            #expect(refusal.message.hasPrefix(#"Deployment.apps "web" is invalid: ["#), "\(refusal.message)")
            #expect([refusal.details["name"], refusal.details["group"], refusal.details["kind"]] == ["web", "apps", "Deployment"])
            let faults = Set(refusal.causes.map { "\($0.field) \($0.reason)" })
            #expect(
                faults == [
                    "spec.replicas FieldValueInvalid", "spec.template.metadata.labels FieldValueInvalid",
                    "spec.template.spec.containers[0].name FieldValueInvalid",
                ])
            #expect(!refusal.causes.contains { $0.message.isEmpty })
        }
    }

    @Test("single faults have their field and reason")
    func singleFaults() async throws {
        try await withContract { contract in
            var service = KubeObject(.services, namespace: contract.namespace, name: "web")
            service["spec"] = ["ports": [["port": 0, "targetPort": 80]], "selector": ["app": "web"]]
            var pod = contract.pod("none")
            pod["spec", "containers"] = [["name": "main"]]
            var restart = contract.pod("none")
            restart["spec", "restartPolicy"] = "Sometimes"
            let cases: [(KubeObject, ResourceType, field: String, reason: String)] = [
                (contract.configMap("Bad_Name"), .configMaps, "metadata.name", "FieldValueInvalid"),
                (contract.configMap("a", ["no/slash": "x"]), .configMaps, "data[no/slash]", "FieldValueInvalid"),
                (contract.configMap("a", labels: ["a b": "x"]), .configMaps, "metadata.labels", "FieldValueInvalid"),
                (service, .services, "spec.ports[0].port", "FieldValueInvalid"),
                (pod, .pods, "spec.containers[0].image", "FieldValueRequired"),
                (restart, .pods, "spec.restartPolicy", "FieldValueNotSupported"),
            ]
            for (object, type, field, reason) in cases {
                let refusal = try await #require(throws: StatusError.self) { try await contract.create(object, as: type) }
                #expect(refusal.code == 422, "\(field)")
                #expect(refusal.causes.map(\.field) == [field])
                #expect(refusal.causes.map(\.reason) == [reason], "\(field)")
            }
        }
    }

    @Test("what may not change does not")
    func immutable() async throws {
        try await withContract { contract in
            var map = contract.configMap("a", ["k": "1"])
            map["immutable"] = true
            try await contract.create(map, as: .configMaps)
            let changed = try await #require(throws: StatusError.self) {
                try await contract.client.patch(contract.key("a", .configMaps), .merge(["data": ["k": "2"]]))
            }
            #expect(changed.code == 422)
            #expect(changed.causes.map(\.field) == ["data"])
            #expect(changed.causes.map(\.reason) == ["FieldValueForbidden"])
            try await contract.create(contract.deployment("web"), as: .deployments)
            let labels: JSON = ["matchLabels": ["app": "other"]]
            let selecting = try await #require(throws: StatusError.self) {
                try await contract.client.patch(
                    contract.key("web", .deployments),
                    .merge(["spec": ["selector": labels, "template": ["metadata": ["labels": ["app": "other"]]]]]))
            }
            #expect(selecting.code == 422)
            #expect(selecting.causes.map(\.field) == ["spec.selector"])
        }
    }
}
