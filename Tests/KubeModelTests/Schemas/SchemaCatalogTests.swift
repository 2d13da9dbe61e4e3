import KubeModel
import Testing

@Suite struct SchemaCatalogTests {
    @Test func everyBuiltInKindHasASchema() {
        for type in ResourceType.builtIn { #expect(SchemaCatalog.schema(for: type) != nil, "\(type.qualifiedName)") }
        #expect(ValidManifests.all.count == ResourceType.builtIn.count)
    }

    @Test(arguments: ResourceType.builtIn)
    func aFullObjectOfTheKindIsAccepted(_ type: ResourceType) throws {
        let schema = try #require(SchemaCatalog.schema(for: type))
        let object = ValidManifests.object(type)
        #expect(ObjectValidator.faults(in: object, type: type, schema: schema) == [])
        let defaulted = Defaulting.applied(to: object, type: type)
        #expect(ObjectValidator.faults(in: defaulted, type: type, schema: schema) == [])
        #expect(object.pruned(to: schema) == object)
    }

    /// The merge keys by which `kubectl apply` finds the elements of the lists that manifests change most.
    @Test(arguments: [
        ("spec.template.spec.containers", "name"), ("spec.template.spec.containers.ports", "containerPort"),
        ("spec.template.spec.containers.env", "name"), ("spec.template.spec.containers.volumeMounts", "mountPath"),
        ("spec.template.spec.volumes", "name"), ("spec.template.spec.topologySpreadConstraints", "topologyKey"),
        ("metadata.ownerReferences", "uid"),
    ])
    func listsAreMergedByKey(_ path: String, _ key: String) throws {
        var schema = try #require(SchemaCatalog.schema(for: .deployments))
        for name in path.split(separator: ".") {
            schema = try #require(schema.element?.member(String(name)) ?? schema.member(String(name)), "\(name)")
        }
        #expect(schema.patchMergeKey == key)
        #expect(schema.notes.patchStrategies.contains(.merge))
        guard case .list(_, .map(let keys)) = schema.kind else {
            Issue.record("\(path) has no keys")
            return
        }
        #expect(keys.first == key)
    }

    @Test func aTypeMayContainItself() throws {
        var schema = try #require(SchemaCatalog.schema(for: .customResourceDefinitions))
        for name in ["spec", "versions", "schema", "openAPIV3Schema"] {
            schema = try #require(schema.element?.member(name) ?? schema.member(name), "\(name)")
        }
        for _ in 0..<50 { schema = try #require(schema.member("properties")?.member("any")) }
        #expect(schema.member("type") != nil)
    }
}
