import KubeModel
import Testing

/// Faults of structure, and how the API answers them.
@Suite struct StructureTests {
    private let deployment = ValidManifests.object(.deployments)

    private func faults(_ object: KubeObject) throws -> [FieldFault] {
        let schema = try #require(SchemaCatalog.schema(for: .deployments))
        return ObjectValidator.faults(in: object, type: .deployments, schema: schema)
    }

    private func refusal(_ object: KubeObject, _ validation: ObjectWrite.FieldValidation = .strict) throws -> StatusError? {
        let key = ObjectKey(.deployments, namespace: "shop", name: "product-service")
        return StatusError.refusal(of: key, faults: try faults(object), fieldValidation: validation)
    }

    @Test func anUnknownFieldIsNamedWithTheOneThatWasMeant() throws {
        let found = try faults(deployment.with("spec.template.spec.containers[0].imgae", "x"))
        #expect(found.map(\.path.description) == ["spec.template.spec.containers[0].imgae"])
        #expect(found.map(\.reason) == [.unknownField])
        #expect(found.first?.message == #"unknown field "spec.template.spec.containers[0].imgae""#)
        #expect(found.first?.suggestion == "image")
    }

    @Test func unknownFieldsAreABadRequestOnlyUnderStrictValidation() throws {
        let object = deployment.with("spec.foo", 1).with("bar", 1)
        let error = try #require(try refusal(object))
        #expect(error.code == 400)
        #expect(error.reason == .badRequest)
        #expect(error.message == #"strict decoding error: unknown field "bar", unknown field "spec.foo""#)
        #expect(try refusal(object, .warn) == nil)
        #expect(try refusal(object, .ignore) == nil)
    }

    @Test(
        arguments: [
            ("spec.replicas", "2", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"),
            (
                "spec.replicas", 3_000_000_000,
                "json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32"
            ),
            ("spec.paused", 1, "json: cannot unmarshal number into Go struct field DeploymentSpec.spec.paused of type bool"),
            (
                "spec.template.spec.containers", ["a": 1],
                "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"
            ),
            (
                "spec.template.spec.containers[0].image", 1,
                "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type string"
            ),
            (
                "spec.template.spec.containers[0].resources.limits.cpu", "much",
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            ),
            (
                "metadata.creationTimestamp", "yesterday",
                #"parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006""#
            ),
        ] as [(String, JSON, String)])
    func whatCannotBeDecodedIsABadRequest(_ path: String, _ value: JSON, _ reason: String) throws {
        for validation in [ObjectWrite.FieldValidation.strict, .ignore] {
            let error = try #require(try refusal(deployment.with(path, value), validation))
            #expect(error.code == 400)
            #expect(error.message == #"Deployment in version "v1" cannot be handled as a Deployment: "# + reason)
        }
    }

    @Test func whatTheRulesRefuseIsUnprocessable() throws {
        let error = try #require(try refusal(deployment.with("spec.replicas", -1).with("spec.template.spec.containers[0].name", "A")))
        #expect(error.code == 422)
        #expect(error.causes.map(\.field) == ["spec.replicas", "spec.template.spec.containers[0].name"])
        #expect(error.causes.map(\.reason) == ["FieldValueInvalid", "FieldValueInvalid"])
        #expect(
            error.message.hasPrefix(
                "Deployment.apps \"product-service\" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, ")
                || error.message.hasPrefix(
                    "Deployment \"product-service\" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, ")
        )
    }

    @Test func whatIsMissingInAMissingObjectIsNamed() throws {
        let found = try faults(deployment.with("spec", nil))
        #expect(found.map(\.description) == ["spec.selector: Required value", "spec.template.spec.containers: Required value"])
    }

    @Test func nullIsAsGoodAsNothing() throws {
        #expect(try faults(deployment.with("spec.paused", .null).with("metadata.creationTimestamp", .null)) == [])
    }

    @Test(
        arguments: [
            ("imgae", "image"), ("replcas", "replicas"), ("matchLables", "matchLabels"), ("RestartPolicy", "restartPolicy"), ("zzz", nil),
        ] as [(String, String?)])
    func theNearestNameIsFound(_ name: String, _ nearest: String?) {
        #expect(NearestName.to(name, among: ["image", "replicas", "matchLabels", "restartPolicy", "name"]) == nearest)
    }
}
