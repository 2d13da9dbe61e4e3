import KubeControllers
import KubeModel
import Testing

@Suite struct ReloaderTests {
    private static func deployment(_ annotations: [String: String], _ change: (inout KubeObject) -> Void = { _ in }) -> KubeObject {
        var deployment = Samples.deployment()
        deployment["metadata", "resourceVersion"] = "5"
        deployment.annotations = annotations
        deployment["spec", "template", "spec"] = [
            "containers": [
                ["name": "sidecar", "image": "x"],
                [
                    "name": "main", "image": "y", "volumeMounts": [["name": "config", "mountPath": "/etc/config"]],
                    "envFrom": [["secretRef": ["name": "keys"]]],
                ],
            ],
            "volumes": [["name": "config", "projected": ["sources": [["configMap": ["name": "web-config"]]]]]],
        ]
        change(&deployment)
        return deployment
    }

    private static func sighting(_ kind: ConfigReference.Kind, _ name: String, _ hash: String, _ annotations: [String: String] = [:])
        -> ConfigSighting
    {
        var object = KubeObject(kind == .secret ? .secrets : .configMaps, namespace: "shop", name: name)
        object.annotations = annotations
        return ConfigSighting(object, kind, hash: hash)
    }

    /// The Deployment after the change, and whether its pods roll.
    private static func reload(
        _ deployment: KubeObject, _ configs: [ConfigSighting], _ strategy: Reloader.Strategy = .environment
    ) throws -> (deployment: KubeObject, rolls: Bool) {
        let directives = Reloader(of: deployment, strategy: strategy).directives(configs, at: Samples.start)
        guard case .patch(_, let patch, _)? = directives.first else { return (deployment, false) }
        let changed = KubeObject(try patch.applied(to: deployment.json, schema: SchemaCatalog.schema(for: .deployments)))
        return (changed, changed["spec", "template"] != deployment["spec", "template"])
    }

    @Test(
        arguments: [
            (["reloader.stakater.com/auto": "true"], true, true), (["configmap.reloader.stakater.com/auto": "true"], true, false),
            (["secret.reloader.stakater.com/auto": "true"], false, true),
            (["configmap.reloader.stakater.com/reload": "a, web-config"], true, false),
            (["configmap.reloader.stakater.com/reload": "web-.*"], true, false),
            (["configmap.reloader.stakater.com/reload": "web"], false, false),
            (["secret.reloader.stakater.com/reload": "keys"], false, true), (["reloader.stakater.com/auto": "false"], false, false),
            ([:], false, false),
            (["reloader.stakater.com/search": "true"], false, false),
        ] as [([String: String], Bool, Bool)])
    func `Annotations say what is watched`(_ annotations: [String: String], _ configMap: Bool, _ secret: Bool) throws {
        let before = [
            Self.sighting(.configMap, "web-config", "1"), Self.sighting(.secret, "keys", "1"), Self.sighting(.configMap, "other", "1"),
        ]
        let first = try Self.reload(Self.deployment(annotations), before)
        #expect(!first.rolls, "the first sight restarts nothing")
        #expect(try !Self.reload(first.deployment, before).rolls)
        func rolls(_ kind: ConfigReference.Kind, _ name: String) throws -> Bool {
            try Self.reload(first.deployment, before.map { $0.reference.name == name ? Self.sighting(kind, name, "2") : $0 }).rolls
        }
        #expect(try rolls(.configMap, "web-config") == configMap)
        #expect(try rolls(.secret, "keys") == secret)
        #expect(try !rolls(.configMap, "other"), "it is not used")
    }

    @Test func `A search finds only what lets itself be found, and nothing that wants to be ignored`() throws {
        func rolls(_ annotations: [String: String], _ own: [String: String]) throws -> Bool {
            let first = try Self.reload(Self.deployment(annotations), [Self.sighting(.configMap, "web-config", "1", own)])
            return try Self.reload(first.deployment, [Self.sighting(.configMap, "web-config", "2", own)]).rolls
        }
        #expect(try rolls(["reloader.stakater.com/search": "true"], ["reloader.stakater.com/match": "true"]))
        #expect(try !rolls(["reloader.stakater.com/search": "true"], [:]))
        #expect(try !rolls(["reloader.stakater.com/auto": "true"], ["reloader.stakater.com/ignore": "true"]))
    }

    @Test func `The hash goes into a variable of the container that uses the configuration`() throws {
        let auto = ["reloader.stakater.com/auto": "true"]
        let first = try Self.reload(
            Self.deployment(auto), [Self.sighting(.configMap, "web-config", "1"), Self.sighting(.secret, "keys", "1")])
        let second = try Self.reload(first.deployment, [Self.sighting(.configMap, "web-config", "2"), Self.sighting(.secret, "keys", "3")])
        let containers = second.deployment["spec", "template", "spec", "containers"].elements
        #expect(containers.map { $0["name"].string } == ["sidecar", "main"])
        #expect(containers[0]["env"].isNull)
        #expect(
            containers[1]["env"] == [
                ["name": "STAKATER_WEB_CONFIG_CONFIGMAP", "value": "2"], ["name": "STAKATER_KEYS_SECRET", "value": "3"],
            ])
        #expect(containers[1]["image"] == "y")
    }

    @Test func `The variable comes after those that are there`() throws {
        let deployment = Self.deployment(["reloader.stakater.com/auto": "true"]) { deployment in
            var containers = deployment["spec", "template", "spec", "containers"].elements
            containers[1]["env"] = [["name": "FIRST", "value": "1"], ["name": "SECOND", "value": "2"]]
            deployment["spec", "template", "spec", "containers"] = .array(containers)
        }
        let seen = try Self.reload(deployment, [Self.sighting(.configMap, "web-config", "1")])
        let rolled = try Self.reload(seen.deployment, [Self.sighting(.configMap, "web-config", "2")])
        let variables = rolled.deployment["spec", "template", "spec", "containers"].elements[1]["env"].elements
        #expect(variables.map { $0["name"].string } == ["FIRST", "SECOND", "STAKATER_WEB_CONFIG_CONFIGMAP"])
    }

    @Test func `A change is not missed when the note of what was seen is lost but the variable is there`() throws {
        let deployment = Self.deployment(["reloader.stakater.com/auto": "true"]) { deployment in
            var containers = deployment["spec", "template", "spec", "containers"].elements
            containers[1]["env"] = [["name": "STAKATER_WEB_CONFIG_CONFIGMAP", "value": "1"]]
            deployment["spec", "template", "spec", "containers"] = .array(containers)
        }
        #expect(try Self.reload(deployment, [Self.sighting(.configMap, "web-config", "2")]).rolls)
        #expect(try !Self.reload(deployment, [Self.sighting(.configMap, "web-config", "1")]).rolls)
    }

    @Test func `A configuration that is deleted and made anew with other content rolls`() throws {
        let first = try Self.reload(Self.deployment(["reloader.stakater.com/auto": "true"]), [Self.sighting(.configMap, "web-config", "1")])
        let without = try Self.reload(first.deployment, [])
        #expect(!without.rolls)
        #expect(try Self.reload(without.deployment, [Self.sighting(.configMap, "web-config", "2")]).rolls)
        #expect(try !Self.reload(without.deployment, [Self.sighting(.configMap, "web-config", "1")]).rolls)
    }

    @Test func `The strategy of annotations writes from what it was reloaded`() throws {
        let first = try Self.reload(Self.deployment(["reloader.stakater.com/auto": "true"]), [Self.sighting(.configMap, "web-config", "1")])
        let second = try Self.reload(first.deployment, [Self.sighting(.configMap, "web-config", "2")], .annotations)
        let text = second.deployment["spec", "template", "metadata", "annotations", "reloader.stakater.com/last-reloaded-from"].string
        let source = try JSON(parsing: text ?? "")
        #expect(source["name"] == "web-config")
        #expect(source["type"] == "CONFIGMAP")
        #expect(source["hash"] == "2")
        #expect(second.deployment["spec", "template", "spec"] == first.deployment["spec", "template", "spec"])
    }

    @Test func `Content is what Reloader hashes: sorted, with secrets decoded`() {
        var map = KubeObject(.configMaps, namespace: "shop", name: "c")
        map["data"] = ["b": "2", "a": "1"]
        map["binaryData"] = ["c": "AAE="]
        #expect(ConfigSighting.content(of: map, .configMap) { _ in nil } == Array("a=1;b=2;c=AAE=".utf8))
        var secret = KubeObject(.secrets, namespace: "shop", name: "s")
        secret["data"] = ["k": "djE="]
        #expect(ConfigSighting.content(of: secret, .secret) { $0 == "djE=" ? Array("v1".utf8) : nil } == Array("k=v1".utf8))
    }
}
