import KubeModel
import Testing

@Suite("Server-side apply")
struct ApplyTests {
    @Test("the first apply makes the object and owns what it says")
    func creates() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(
            json(
                """
                {"metadata":{"labels":{"app":"web"},"creationTimestamp":null,"uid":"x"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
                "template":{"spec":{"containers":[{"name":"app","image":"souk:1","ports":[{"containerPort":80}],
                "env":[{"name":"A","value":"1"}],"args":["x","y"],"resources":{"limits":{"cpu":"1"}}}],"volumes":[{"name":"tmp","emptyDir":{}}]}}}}
                """), by: "ci")
        #expect(
            web.owned(by: "ci") == [
                ".metadata.labels.app", ".spec.replicas", ".spec.selector", #".spec.template.spec.containers[name="app"]"#,
                #".spec.template.spec.containers[name="app"].args"#, #".spec.template.spec.containers[name="app"].env[name="A"]"#,
                #".spec.template.spec.containers[name="app"].env[name="A"].name"#,
                #".spec.template.spec.containers[name="app"].env[name="A"].value"#, #".spec.template.spec.containers[name="app"].image"#,
                #".spec.template.spec.containers[name="app"].name"#,
                #".spec.template.spec.containers[name="app"].ports[containerPort=80,protocol="TCP"]"#,
                #".spec.template.spec.containers[name="app"].ports[containerPort=80,protocol="TCP"].containerPort"#,
                #".spec.template.spec.containers[name="app"].resources.limits.cpu"#, #".spec.template.spec.volumes[name="tmp"]"#,
                #".spec.template.spec.volumes[name="tmp"].emptyDir"#, #".spec.template.spec.volumes[name="tmp"].name"#,
            ])
        #expect(web["metadata", "uid"].isNull, "what the server writes cannot be applied")
        let entry = web["metadata", "managedFields"][0]
        #expect(entry["operation"] == "Apply")
        #expect(entry["apiVersion"] == "apps/v1")
        #expect(entry["fieldsType"] == "FieldsV1")
        #expect(entry["time"] == "2027-01-15T08:00:01Z")
    }

    @Test("applying the same again changes nothing, not even the time")
    func repeats() throws {
        var web = try ManagedObject(.deployments)
        let configuration: JSON = ["spec": ["replicas": 2]]
        let first = try web.apply(configuration, by: "ci")
        #expect(try web.apply(configuration, by: "ci") == first)
    }

    @Test("a field that is given up is removed, with what becomes empty by it")
    func givesUp() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(
            ["metadata": ["labels": ["app": "web"]], "spec": ["replicas": 2, "strategy": ["rollingUpdate": ["maxSurge": 1]]]], by: "ci")
        try web.apply(["metadata": ["labels": ["app": "web"]]], by: "ci")
        #expect(web["spec"].isNull)
        #expect(web["metadata", "labels"] == ["app": "web"])
        #expect(web.owned(by: "ci") == [".metadata.labels.app"])
    }

    @Test("what becomes empty by it stays when somebody wants it as it is then")
    func wantsNothingIn() throws {
        var web = try ManagedObject(.deployments)
        let labels = { (labels: JSON) -> JSON in ["metadata": ["labels": labels]] }
        try web.apply(labels(["app": "web"]), by: "ci")
        try web.apply(labels([:]), by: "ops")
        try web.apply(labels([:]), by: "ci")
        #expect(web["metadata", "labels"] == [:])
        try web.apply([:], by: "ci")
        #expect(web["metadata", "labels"] == [:], "the other one's")
        try web.apply([:], by: "ops")
        #expect(web["metadata", "labels"].isNull)
    }

    @Test("a field that is given up stays with who else owns it")
    func givesUpShared() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2, "paused": true]], by: "ci")
        try web.apply(["spec": ["replicas": 2]], by: "ops")
        try web.apply(["spec": ["paused": true]], by: "ci")
        #expect(web["spec", "replicas"] == 2)
        #expect(web.owned(by: "ci") == [".spec.paused"])
        #expect(web.owned(by: "ops") == [".spec.replicas"])
        try web.apply([:], by: "ops")
        #expect(web["spec"] == ["paused": true], "nobody wants the replicas any more")
    }

    @Test("what nobody owns stays")
    func keepsDefaults() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2]], by: "ci")
        // Defaults are written with the first apply, and tracked as nobody's.
        var defaulted = try #require(web.object)
        defaulted["spec", "revisionHistoryLimit"] = 10
        let result = try ManagedFields.apply(
            configuration: KubeObject(["apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"]]), manager: "ci",
            force: false, to: defaulted, schema: web.schema, apiVersion: "apps/v1", now: "2027-01-15T09:00:00Z")
        #expect(result["spec"] == ["revisionHistoryLimit": 10])
    }

    @Test("elements of lists belong to managers one by one")
    func listElements() throws {
        var web = try ManagedObject(.deployments)
        func pod(_ containers: JSON) -> JSON { ["spec": ["template": ["spec": ["containers": containers]]]] }
        try web.apply(pod([["name": "app", "image": "souk:1"]]), by: "ci")
        try web.apply(pod([["name": "proxy", "image": "envoy:1"]]), by: "mesh")
        try web.apply(pod([["name": "app", "image": "souk:2"]]), by: "ci")
        let names = { web["spec", "template", "spec", "containers"].elements.map { $0["name"].string } }
        #expect(names() == ["app", "proxy"])
        try web.apply([:], by: "mesh")
        #expect(names() == ["app"], "the element goes with its only owner")
        #expect(web["spec", "template", "spec", "containers"][0]["image"] == "souk:2")
    }

    @Test("an element that somebody else has a part of stays, with its key and that part")
    func sharedElement() throws {
        var web = try ManagedObject(.deployments)
        func pod(_ container: JSON) -> JSON { ["spec": ["template": ["spec": ["containers": [container]]]]] }
        try web.apply(pod(["name": "app", "image": "souk:1", "tty": true]), by: "ci")
        web.update(by: "kubectl-set") { object in
            object["spec", "template", "spec", "containers"] = [["name": "app", "image": "souk:1", "tty": true, "stdin": true]]
        }
        try web.apply([:], by: "ci")
        #expect(web["spec", "template", "spec", "containers"] == [["name": "app", "stdin": true]])
    }

    @Test("values of sets belong to managers one by one")
    func sets() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["metadata": ["finalizers": ["souk.dev/a"]]], by: "ci")
        try web.apply(["metadata": ["finalizers": ["souk.dev/b"]]], by: "ops")
        #expect(Set(web.object?.finalizers ?? []) == ["souk.dev/a", "souk.dev/b"])
        try web.apply([:], by: "ci")
        #expect(web.object?.finalizers == ["souk.dev/b"])
    }

    @Test("the order of a list is the applier's, with the others between")
    func order() throws {
        var web = try ManagedObject(.deployments)
        func volumes(_ names: String...) -> JSON {
            ["spec": ["template": ["spec": ["volumes": .array(names.map { ["name": .string($0)] })]]]]
        }
        try web.apply(volumes("a", "b"), by: "ci")
        try web.apply(volumes("x"), by: "mesh")
        try web.apply(volumes("b", "c", "a"), by: "ci")
        let names = web["spec", "template", "spec", "volumes"].elements.compactMap { $0["name"].string }
        #expect(names.filter { $0 != "x" } == ["b", "c", "a"])
        #expect(names.count == 4)
        let before = web.object
        try web.apply(volumes("b", "c", "a"), by: "ci")
        #expect(web.object == before)
    }

    @Test("kinds without schema divide objects, and not lists")
    func unknownKinds() throws {
        var web = try ManagedObject(.podChaos, isKnown: false)
        try web.apply(
            ["metadata": ["finalizers": ["a"]], "spec": ["rules": [["name": "a"]], "deep": ["a": 1]]], by: "ci")
        #expect(web.owned(by: "ci") == [#".metadata.finalizers[="a"]"#, ".spec.deep.a", ".spec.rules"])
        try web.apply(["spec": ["deep": ["b": 2]]], by: "ops")
        #expect(web["spec", "deep"] == ["a": 1, "b": 2])
    }

    @Test(
        "elements that cannot be told apart are refused",
        arguments: [
            (
                #"{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"a"}]}}}}"#,
                #".spec.template.spec.containers: duplicate entries for key [name="a"]"#
            ),
            (
                #"{"spec":{"template":{"spec":{"containers":[{"image":"a"}]}}}}"#,
                #".spec.template.spec.containers: element 0: associative list with keys has an element that omits key field "name""#
            ),
            (#"{"metadata":{"finalizers":["a","a"]}}"#, ".metadata.finalizers: set contains"),
            (#"{"metadata":{"managedFields":[{"manager":"x"}]}}"#, "metadata.managedFields must be nil"),
        ])
    func refuses(_ configuration: String, _ message: String) throws {
        var web = try ManagedObject(.deployments)
        let configuration = try json(configuration)
        let error = try refusal { try web.apply(configuration, by: "ci") }
        #expect(error.code == 400)
        #expect(error.message.contains(message), "\(error.message)")
    }
}
