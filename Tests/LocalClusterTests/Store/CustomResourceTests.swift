import KubeModel
import LocalCluster
import Testing

@Suite("Custom kinds")
struct CustomResourceTests {
    private func widget(_ name: String, _ spec: JSON, version: String = "v1") -> KubeObject {
        KubeObject([
            "apiVersion": .string("example.dev/\(version)"), "kind": "Widget", "metadata": ["name": .string(name), "namespace": "shop"],
            "spec": spec,
        ])
    }

    @Test("a kind is served from its definition's creation to its deletion")
    func life() async throws {
        try await withStore { store in
            await #expect(throws: StatusError.noSuchResource) { try await store.list(Sample.widgetType) }
            let definition = try await store.create(Sample.widgets, as: .customResourceDefinitions)
            #expect(definition.status["conditions"][1]["type"] == "Established")
            #expect(try await store.list(Sample.widgetType).items.isEmpty)
            try await store.create(widget("one", ["size": 3]), as: Sample.widgetType)
            try await store.delete(Sample.key("one", Sample.widgetType))
            try await store.delete(ObjectKey(.customResourceDefinitions, name: "widgets.example.dev"))
            await #expect(throws: StatusError.noSuchResource) { try await store.list(Sample.widgetType) }
        }
    }

    @Test("objects are checked, defaulted and pruned by the schema")
    func schema() async throws {
        try await withStore { store in
            try await store.create(Sample.widgets, as: .customResourceDefinitions)
            let made = try await store.create(widget("one", ["size": 3]), as: Sample.widgetType)
            #expect(made.spec["colour"] == "blue")
            #expect(made.generation == 1)
            for spec in [["size": 0], ["colour": "red"], ["size": "big"]] as [JSON] {
                let error = await #expect(throws: StatusError.self) {
                    try await store.create(widget("two", spec), as: Sample.widgetType)
                }
                #expect(error.map { [400, 422].contains($0.code) } == true, "\(spec.text)")
            }
            let strategic = await #expect(throws: StatusError.self) {
                try await store.patch(Sample.key("one", Sample.widgetType), .strategicMerge(["spec": ["size": 4]]))
            }
            #expect(strategic?.code == 415)
        }
    }

    @Test("an object written in one version is read in every other, and stored as one")
    func versions() async throws {
        try await withStore { store in
            try await store.create(Sample.widgets, as: .customResourceDefinitions)
            let made = try await store.create(widget("one", ["size": 3], version: "v1beta1"), as: Sample.widgetBeta)
            #expect(made.apiVersion == "example.dev/v1beta1")
            let read = try await store.get(Sample.key("one", Sample.widgetType))
            #expect(read.apiVersion == "example.dev/v1")
            #expect(read.uid == made.uid)
            let patched = try await store.patch(Sample.key("one", Sample.widgetBeta), .merge(["spec": ["size": 5]]))
            #expect(patched.apiVersion == "example.dev/v1beta1")
            #expect(try await store.list(Sample.widgetType).items.map(\.spec["size"]) == [5])
        }
    }

    @Test("Istio's kinds are one whatever version is spoken", arguments: ["v1", "v1beta1", "v1alpha3"])
    func istio(version: String) async throws {
        let type = ResourceType(group: "networking.istio.io", version: version, kind: "VirtualService", plural: "virtualservices")
        try await withStore { store in
            var service = KubeObject(type, namespace: "shop", name: "web")
            service["spec"] = ["hosts": ["web"], "http": [["route": [["destination": ["host": "web"]]]]]]
            #expect(try await store.create(service, as: type).apiVersion == "networking.istio.io/\(version)")
            #expect(try await store.get(Sample.key("web", .virtualServices)).apiVersion == "networking.istio.io/v1")
            let watch = try await store.watch(type, namespace: "shop", selector: .everything, after: "")
            var events = watch.makeAsyncIterator()
            #expect(try await events.next()?.object?.apiVersion == "networking.istio.io/\(version)")
        }
    }

    @Test("a scale subresource follows the definition's paths")
    func scale() async throws {
        try await withStore { store in
            try await store.create(Sample.widgets, as: .customResourceDefinitions)
            let key = Sample.key(
                "one", ResourceType(group: "example.dev", version: "v1", kind: "Widget", plural: "widgets", subresources: ["scale"]))
            try await store.create(widget("one", ["size": 3, "replicas": 1]), as: Sample.widgetType)
            let scaled = try await store.patch(key, .merge(["spec": ["replicas": 4]]), subresource: .scale)
            #expect(scaled.spec["replicas"] == 4)
            #expect(try await store.get(key).spec["replicas"] == 4)
        }
    }
}
