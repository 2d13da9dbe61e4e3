import KubeModel
import Testing

/// Kinds that a CustomResourceDefinition describes.
@Suite struct CustomSchemaTests {
    private let cart: DescribedType
    private let object: KubeObject

    init() throws {
        cart = try #require(DescribedType.defined(by: ValidManifests.object(.customResourceDefinitions)).first)
        object = KubeObject([
            "apiVersion": "example.com/v1", "kind": "Cart", "metadata": ["name": "a"],
            "spec": [
                "size": 1, "owner": "jane", "tags": ["x", "y"], "lines": [["sku": "a"], ["sku": "b"]], "port": "http", "colour": "red",
                "extra": ["anything": [1]], "labels": ["a": "b"],
            ],
        ])
    }

    @Test func theDefinitionNamesTheKind() {
        #expect(cart.type.apiVersion == "example.com/v1")
        #expect(cart.type.qualifiedName == "carts.example.com")
        #expect(cart.type.isNamespaced)
        #expect(cart.type.subresources == ["status"])
        #expect(cart.type.isCustom)
        #expect(ObjectValidator.faults(in: object, type: cart.type, schema: cart.schema) == [])
    }

    @Test(
        arguments: [
            ("spec.size", 0, "spec.size: Invalid value: 0: should be greater than or equal to 1"),
            ("spec.size", 10, "spec.size: Invalid value: 10: should be less than or equal to 9"),
            ("spec.size", "1", #"spec.size: Invalid value: "1": must be of type integer, not string"#),
            ("spec.size", nil, "spec.size: Required value"),
            ("spec", nil, "spec: Required value"),
            ("spec.owner", "Jane", #"spec.owner: Invalid value: "Jane": should match '^[a-z]+$'"#),
            ("spec.owner", "janejanejane", #"spec.owner: Invalid value: "janejanejane": should be at most 8 chars long"#),
            ("spec.tags", ["x", "x"], #"spec.tags[1]: Duplicate value: "x""#),
            ("spec.tags", ["a", "b", "c", "d"], #"spec.tags: Invalid value: ["a","b","c","d"]: should have at most 3 items"#),
            ("spec.lines[1].sku", "a", #"spec.lines[1]: Duplicate value: {"sku":"a"}"#),
            ("spec.port", true, "spec.port: Invalid value: true: must be of type integer or string, not boolean"),
            ("spec.colour", "green", #"spec.colour: Unsupported value: "green": supported values: "red", "blue""#),
            ("spec.labels.a", 1, "spec.labels[a]: Invalid value: 1: must be of type string, not integer"),
            ("spec.sise", 1, #"unknown field "spec.sise": did you mean "size"?"#),
        ] as [(String, JSON?, String)])
    func itsSchemaIsEnforced(_ path: String, _ value: JSON?, _ fault: String) {
        let faults = ObjectValidator.faults(in: object.with(path, value), type: cart.type, schema: cart.schema)
        #expect(faults.map(\.description) == [fault])
    }

    @Test func faultsOfACustomKindAreInvalidAndNotUndecodable() throws {
        let faults = ObjectValidator.faults(in: object.with("spec.size", "1"), type: cart.type, schema: cart.schema)
        let error = try #require(StatusError.refusal(of: ObjectKey(cart.type, namespace: "shop", name: "a"), faults: faults))
        #expect(error.code == 422)
        #expect(error.causes.map(\.field) == ["spec.size"])
    }

    @Test func itsDefaultsAreApplied() {
        let bare = object.with("spec.owner", nil)
        let defaulted = Defaulting.applied(to: bare, type: cart.type, schema: cart.schema)
        #expect(defaulted["spec", "owner"] == "nobody")
        #expect(defaulted["spec", "lines"] == [["sku": "a", "count": 1], ["sku": "b", "count": 1]])
        #expect(Defaulting.applied(to: defaulted, type: cart.type, schema: cart.schema) == defaulted)
    }

    @Test func whatItDoesNotKnowIsPruned() {
        let pruned = object.with("spec.unknown", 1).with("spec.extra.more", 2).pruned(to: cart.schema)
        #expect(pruned == object.with("spec.extra.more", 2))
    }
}
