import KubeModel
import LocalCluster
import Testing

/// The real kubectl is the judge of the API.
@Suite("kubectl: apply, diff, edit, patch", .enabled(if: Kubectl.path != nil, "kubectl is not there; run scripts/bootstrap"))
struct KubectlApplyTests {
    @Test("apply makes everything, a second time changes nothing, and diff agrees", arguments: [false, true])
    func apply(serverSide: Bool) async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            let arguments = ["apply", "-f", "-"] + (serverSide ? ["--server-side"] : [])
            let first = try await kubectl.run(arguments, input: Manifests.shop)
            #expect(first.status == 0, "\(first.all)")
            #expect(first.output.split(separator: "\n").count == Manifests.names.count)
            let version = cluster.store.version
            let second = try await kubectl.run(arguments, input: Manifests.shop)
            #expect(second.status == 0, "\(second.all)")
            #expect(cluster.store.version == version, "\(second.output)")
            if !serverSide {
                // A budget's selector is replaced by every patch, so that kubectl calls it configured without a change.
                let lines = second.output.split(separator: "\n").filter { !$0.hasPrefix("poddisruptionbudget") }
                #expect(lines.allSatisfy { $0.hasSuffix(" unchanged") }, "\(second.output)")
            }
            let diff = ["diff", "-f", "-"] + (serverSide ? ["--server-side"] : [])
            let same = try await kubectl.run(diff, input: Manifests.shop)
            #expect(same.status == 0, "\(same.all)")
            let changed = Manifests.shop.replacing("replicas: 2", with: "replicas: 3")
            let differs = try await kubectl.run(diff, input: changed)
            #expect(differs.status == 1)
            #expect(differs.output.contains("-  replicas: 2\n+  replicas: 3"), "\(differs.all)")
            #expect(cluster.store.version == version)
            #expect(try await kubectl.run(arguments, input: changed).status == 0)
            #expect(try await cluster.store.get(Sample.key("web", .deployments)).spec["replicas"] == 3)
        }
    }

    @Test("apply takes away what the manifest no longer has, and leaves what others have set")
    func threeWays() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            let manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: '1', b: '2'}\n"
            #expect(try await kubectl("apply", "-f", "-", input: manifest).status == 0)
            try await cluster.store.patch(Sample.key("x"), .merge(["data": ["other": "3"]]))
            let shorter = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: '9'}\n"
            #expect(try await kubectl("apply", "-f", "-", input: shorter).output == "configmap/x configured\n")
            #expect(try await cluster.store.get(Sample.key("x"))["data"] == ["a": "9", "other": "3"])
        }
    }

    @Test("server-side apply finds conflicts and takes fields over when it is told to, after client-side apply too")
    func conflicts() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            let manifest = { (value: String) in "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: '\(value)'}\n" }
            #expect(try await kubectl("apply", "-f", "-", input: manifest("1")).status == 0)
            #expect(try await kubectl("apply", "--server-side", "-f", "-", input: manifest("2")).status == 0)
            let refused = try await kubectl("apply", "--server-side", "--field-manager=other", "-f", "-", input: manifest("3"))
            #expect(refused.status != 0)
            #expect(refused.errors.contains("Apply failed with 1 conflict"), "\(refused.errors)")
            let forced = try await kubectl(
                "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-", input: manifest("3"))
            #expect(forced.status == 0, "\(forced.all)")
            #expect(try await cluster.store.get(Sample.key("x"))["data"] == ["a": "3"])
        }
    }

    @Test("edit writes what the editor leaves, and the patches of all kinds do what they say")
    func editAndPatch() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.deployment("web"), as: .deployments)
            let edited = try await kubectl(
                "edit", "deployment", "web", environment: ["KUBE_EDITOR": "sed -i s/replicas:.*/replicas:\\ 4/"])
            #expect(edited.output == "deployment.apps/web edited\n", "\(edited.all)")
            let patches: [[String]] = [
                ["-p", #"{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"souk:2"}]}}}}"#],
                ["--type=merge", "-p", #"{"metadata":{"labels":{"merged":"yes"}}}"#],
                ["--type=json", "-p", #"[{"op":"replace","path":"/spec/replicas","value":6}]"#],
            ]
            for patch in patches {
                let reply = try await kubectl.run(["patch", "deployment", "web"] + patch)
                #expect(reply.output == "deployment.apps/web patched\n", "\(reply.all)")
            }
            let status = try await kubectl(
                "patch", "deployment", "web", "--subresource=status", "--type=merge", "-p", #"{"status":{"replicas":6}}"#)
            #expect(status.status == 0, "\(status.all)")
            let object = try await cluster.store.get(Sample.key("web", .deployments))
            #expect(object.spec["replicas"] == 6)
            #expect(object.spec["template"]["spec"]["containers"].elements.map { $0["image"] } == ["souk:2"])
            #expect(object.labels["merged"] == "yes")
            #expect(object.status["replicas"] == 6)
        }
    }

    @Test("a mistake is refused with the field's name")
    func mistakes() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            let typo = try await kubectl("apply", "-f", "-", input: Manifests.shop.replacing("replicas: 2", with: "replica: 2"))
            #expect(typo.status != 0)
            #expect(typo.errors.contains(#"unknown field "spec.replica""#), "\(typo.errors)")
            let wrong = try await kubectl(
                "create", "-n", "default", "-f", "-",
                input: Manifests.shop.replacing("matchLabels: {app: web}", with: "matchLabels: {app: other}"))
            #expect(wrong.errors.contains("`selector` does not match template `labels`"), "\(wrong.errors)")
        }
    }
}

/// Manifests to apply.
enum Manifests {
    static let names = ["web", "web-config", "web", "web", "web", "web", "web", "shop"]

    /// One of each of the usual kinds.
    static let shop = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web-config, labels: {app: web}}
        data: {config.yaml: "a: 1\\n"}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: souk:1
                ports: [{name: http, containerPort: 8080}]
                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                readinessProbe: {httpGet: {path: /readyz, port: http}, periodSeconds: 2}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 6
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web}
        spec: {hosts: [web], http: [{route: [{destination: {host: web, subset: v1}, weight: 100}]}]}
        ---
        apiVersion: networking.istio.io/v1beta1
        kind: DestinationRule
        metadata: {name: web}
        spec: {host: web, subsets: [{name: v1, labels: {version: v1}}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop}
        spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}

        """
}
