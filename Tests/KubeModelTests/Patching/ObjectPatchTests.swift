import KubeModel
import Testing

@Suite("Patches of objects")
struct ObjectPatchTests {
    private static let deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},"spec":{"replicas":2,
        "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[
        {"name":"app","image":"souk:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
        "ports":[{"containerPort":8080,"name":"http","protocol":"TCP"}]},
        {"name":"proxy","image":"envoy:1"}],"tolerations":[{"key":"a","operator":"Exists"}]}}}}
        """

    @Test("the schema of a Deployment says how its lists merge")
    func mergesDeployment() throws {
        let patch = """
            {"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"app"},{"name":"proxy"}],"containers":[{"name":"app",
            "image":"souk:2","$setElementOrder/env":[{"name":"B"},{"name":"C"}],
            "env":[{"$patch":"delete","name":"A"},{"name":"C","value":"3"}],"ports":[{"containerPort":9464,"name":"admin"}]}],
            "tolerations":[{"key":"b","operator":"Exists"}]}}}}
            """
        let patched = try ObjectPatch.strategicMerge(json(patch)).applied(to: json(Self.deployment), schema: schema(.deployments))
        let pod = patched[path: ["spec", "template", "spec"]]
        #expect(
            pod["containers"][0].text == #"{"env":[{"name":"B","value":"2"},{"name":"C","value":"3"}],"image":"souk:2","name":"app","#
                + #""ports":[{"containerPort":9464,"name":"admin"},{"containerPort":8080,"name":"http","protocol":"TCP"}]}"#)
        #expect(pod["containers"][1] == (try json(#"{"name":"proxy","image":"envoy:1"}"#)))
        #expect(pod["tolerations"] == [["key": "b", "operator": "Exists"]], "tolerations are replaced")
        #expect(patched[path: ["spec", "replicas"]] == 2)
    }

    @Test("a fault deep within is named by its path")
    func namesPath() throws {
        let object = try json(Self.deployment)
        let patch: JSON = ["spec": ["template": ["spec": ["containers": [["image": "souk:2"]]]]]]
        let kind = try schema(.deployments)
        let error = try refusal { try ObjectPatch.strategicMerge(patch).applied(to: object, schema: kind) }
        #expect(
            error.message.contains("spec.template.spec.containers: map: {\"image\":\"souk:2\"} does not contain declared merge key: name"))
    }

    @Test("finalizers are added one by one")
    func mergesFinalizers() throws {
        let object: JSON = ["metadata": ["finalizers": ["a", "b"]]]
        let patch: JSON = ["metadata": ["$deleteFromPrimitiveList/finalizers": ["a"], "finalizers": ["c"]]]
        let patched = try ObjectPatch.strategicMerge(patch).applied(to: object, schema: schema(.pods))
        #expect(Set(KubeObject(patched).finalizers) == ["b", "c"])
    }

    @Test("kinds without schema take no strategic merge")
    func refusesCustomKinds() throws {
        let error = try refusal { try ObjectPatch.strategicMerge([:]).applied(to: [:], schema: nil) }
        #expect(error.code == 415)
        #expect(error.reason == .unsupportedMediaType)
    }

    @Test(
        "every kind of patch leaves an object",
        arguments: [
            (ObjectPatch.merge([]), 400), (.merge("a"), 400), (.strategicMerge(nil), 400),
            (.json([["op": "replace", "path": "", "value": [1]]]), 422), (.json([["op": "remove", "path": ""]]), 422),
        ])
    func leavesAnObject(_ patch: ObjectPatch, _ code: Int) throws {
        let error = try refusal { try patch.applied(to: ["a": 1], schema: .any) }
        #expect(error.code == code)
    }
}
