import KubeModel
import LocalCluster
import Testing

@Suite("kubectl: create, label, scale, delete", .enabled(if: Kubectl.path != nil, "kubectl is not there; run scripts/bootstrap"))
struct KubectlWriteTests {
    @Test("what kubectl makes itself arrives whole, though it sends protobuf")
    func create() async throws {
        let commands: [[String]] = [
            ["configmap", "x", "--from-literal=a=1", "--from-literal=b=zwei"], ["secret", "generic", "x", "--from-literal=password=abc"],
            ["namespace", "another"], ["serviceaccount", "x"], ["role", "x", "--verb=get", "--resource=pods", "--resource-name=p"],
            ["rolebinding", "x", "--role=x", "--serviceaccount=shop:x"],
            ["deployment", "x", "--image=souk:1", "--replicas=3", "--port=8080", "--", "serve", "product"],
            ["service", "clusterip", "x", "--tcp=80:http"], ["poddisruptionbudget", "x", "--selector=app=x", "--min-available=50%"],
        ]
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            for command in commands {
                let reply = try await kubectl.run(["create"] + command)
                #expect(reply.status == 0 && reply.output.hasSuffix(" created\n"), "\(command): \(reply.all)")
            }
            let get = { (type: ResourceType) in try await cluster.store.get(Sample.key("x", type)) }
            #expect(try await get(.configMaps)["data"] == ["a": "1", "b": "zwei"])
            #expect(try await get(.secrets)["data"] == ["password": "YWJj"])
            let deployment = try await get(.deployments)
            #expect(deployment.spec["replicas"] == 3)
            let container = deployment.spec["template"]["spec"]["containers"][0]
            #expect(container["command"] == ["serve", "product"] && container["ports"][0]["containerPort"] == 8080)
            #expect(try await get(.services).spec["ports"][0]["targetPort"] == "http")
            #expect(try await get(.podDisruptionBudgets).spec["minAvailable"] == "50%")
            #expect(try await get(.roles)["rules"][0]["resourceNames"] == ["p"])
            #expect(try await kubectl("autoscale", "deployment", "x", "--max=5", "--cpu=70%").status == 0)
            let autoscaler = try await get(.horizontalPodAutoscalers)
            #expect(autoscaler.spec["metrics"][0]["resource"]["target"]["averageUtilization"] == 70)
        }
    }

    @Test("labels, annotations, scale, image and rollout commands do what they say")
    func change() async throws {
        let commands = [
            "label deployment web tier=front", "annotate deployment web note=hello", "scale deployment web --replicas=5",
            "set image deployment/web web=souk:9", "rollout restart deployment/web", "rollout pause deployment/web",
            "set env deployment/web A=b", "set resources deployment/web --limits=memory=64Mi", "label deployment web app-",
        ]
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.deployment("web"), as: .deployments)
            for command in commands {
                let reply = try await kubectl.run(command.split(separator: " ").map(String.init))
                #expect(reply.status == 0, "\(command): \(reply.all)")
            }
            let object = try await cluster.store.get(Sample.key("web", .deployments))
            #expect(object.labels == ["tier": "front"])
            #expect(object.annotations["note"] == "hello")
            #expect(object.spec["replicas"] == 5)
            #expect(object.spec["paused"] == true)
            let template = object.spec["template"]
            #expect(template["metadata"]["annotations"]["kubectl.kubernetes.io/restartedAt"].string != nil)
            let container = template["spec"]["containers"][0]
            #expect(container["image"] == "souk:9" && container["env"] == [["name": "A", "value": "b"]])
            #expect(container["resources"]["limits"]["memory"] == "64Mi")
            let stale = try await kubectl("scale", "deployment", "web", "--replicas=1", "--current-replicas=4")
            #expect(stale.status != 0)
        }
    }

    @Test("delete waits for the end, and tells what to do with dependents")
    func delete() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.configMap("x"), as: .configMaps)
            #expect(try await kubectl("delete", "configmap", "x").output.contains(#"configmap "x" deleted"#))
            #expect(try await kubectl("delete", "configmap", "x").errors.contains(#"configmaps "x" not found"#))
            #expect(try await kubectl("delete", "configmap", "x", "--ignore-not-found").status == 0)
            for (index, cascade) in ["foreground", "orphan"].enumerated() {
                try await cluster.store.create(Sample.deployment("web\(index)"), as: .deployments)
                #expect(try await kubectl("delete", "deployment", "web\(index)", "--cascade=\(cascade)", "--wait=false").status == 0)
                let object = try await cluster.store.get(Sample.key("web\(index)", .deployments))
                #expect(object.finalizers == [["foregroundDeletion", "orphan"][index]])
            }
            for name in ["a", "b"] { try await cluster.store.create(Sample.configMap(name, labels: ["x": "y"]), as: .configMaps) }
            let all = try await kubectl("delete", "configmap", "-l", "x=y")
            #expect(all.output.split(separator: "\n").count == 2, "\(all.all)")
            try await cluster.store.create(Sample.pod("one", node: "zone-a"), as: .pods)
            let forced = try await kubectl("delete", "pod", "one", "--grace-period=0", "--force")
            #expect(forced.status == 0, "\(forced.all)")
            await #expect(throws: StatusError.self) { try await cluster.store.get(Sample.key("one", .pods)) }
        }
    }
}
