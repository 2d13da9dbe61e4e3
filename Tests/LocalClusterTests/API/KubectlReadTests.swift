import Foundation
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("kubectl: get, describe, explain, watch, wait", .enabled(if: Kubectl.path != nil, "kubectl is not there; run scripts/bootstrap"))
struct KubectlReadTests {
    @Test("every kind can be listed, wide too, and described")
    func everyKind() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            #expect(try await kubectl("apply", "-f", "-", input: Manifests.shop).status == 0)
            for object in Self.others { try await cluster.store.create(object.0, as: object.1) }
            for type in ResourceType.builtIn where !ResourceType.withoutSample.contains(type) {
                let listed = try await kubectl("get", type.qualifiedName, "-A", "-o", "wide")
                #expect(listed.status == 0 && listed.output.split(separator: "\n").count > 1, "\(type.plural): \(listed.all)")
                let described = try await kubectl("describe", type.qualifiedName)
                #expect(described.status == 0 && described.output.contains("Name:"), "\(type.plural): \(described.all)")
            }
        }
    }

    @Test("what another user may do is told in that user's name")
    func actingForOthers() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            #expect(try await kubectl("auth", "can-i", "list", "pods").output.contains("yes"))
            let other = try await kubectl("auth", "can-i", "list", "pods", "--as=system:serviceaccount:shop:nobody")
            #expect(other.status == 1 && other.output.contains("no"), "\(other.all)")
            let refused = try await kubectl("get", "pods", "--as=somebody")
            #expect(refused.status == 1 && refused.all.contains(#"User "somebody" cannot list resource "pods""#), "\(refused.all)")
        }
    }

    /// Objects of the kinds that the manifests do not have.
    private static let others: [(KubeObject, ResourceType)] = {
        var node = KubeObject(.nodes, name: "zone-a")
        node.status = [
            "conditions": [["type": "Ready", "status": "True"]], "addresses": [["type": "InternalIP", "address": "127.1.0.1"]],
            "capacity": ["cpu": "2", "memory": "1Gi", "pods": "110"], "allocatable": ["cpu": "2", "memory": "1Gi", "pods": "110"],
            "nodeInfo": ["kubeletVersion": "v1.37.0"],
        ]
        var event = KubeObject(.events, namespace: "shop", name: "one.1")
        event["involvedObject"] = ["kind": "Pod", "namespace": "shop", "name": "one"]
        event["reason"] = "Started"
        event["message"] = "Started container web"
        event["type"] = "Normal"
        event["lastTimestamp"] = "2026-01-01T00:00:00Z"
        var slice = KubeObject(.endpointSlices, namespace: "shop", name: "web-1", labels: ["kubernetes.io/service-name": "web"])
        slice["addressType"] = "IPv4"
        slice["endpoints"] = [["addresses": ["127.1.1.1"], "conditions": ["ready": true]]]
        slice["ports"] = [["name": "http", "port": 8080, "protocol": "TCP"]]
        var role = KubeObject(.roles, namespace: "shop", name: "reader")
        role["rules"] = [["apiGroups": [""], "resources": ["pods"], "verbs": ["get"]]]
        var binding = KubeObject(.roleBindings, namespace: "shop", name: "reader")
        binding["roleRef"] = ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"]
        var policy = KubeObject(.networkPolicies, namespace: "shop", name: "web")
        policy["spec"] = ["podSelector": ["matchLabels": ["app": "web"]], "policyTypes": ["Ingress"]]
        var claim = KubeObject(.persistentVolumeClaims, namespace: "shop", name: "data")
        claim["spec"] = ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]]
        var set = KubeObject(.replicaSets, namespace: "shop", name: "web-1")
        set["spec"] = Sample.deployment("web").spec
        var lease = KubeObject(.leases, namespace: "shop", name: "leader")
        lease["spec"] = ["holderIdentity": "one"]
        return [
            (node, .nodes), (event, .events), (slice, .endpointSlices), (role, .roles), (binding, .roleBindings),
            (policy, .networkPolicies), (claim, .persistentVolumeClaims), (set, .replicaSets), (lease, .leases),
            (Sample.pod("one", node: "zone-a"), .pods), (KubeObject(.secrets, namespace: "shop", name: "token"), .secrets),
            (KubeObject(.serviceAccounts, namespace: "shop", name: "web"), .serviceAccounts),
            (Sample.widgets, .customResourceDefinitions),
        ]
    }()

    @Test("explain knows built-in and custom kinds, and api-resources lists them")
    func explain() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.widgets, as: .customResourceDefinitions)
            for (path, expected) in [
                ("deployment.spec.strategy", "rollingUpdate"), ("virtualservice.spec.http.route", "destination"),
                ("widget.spec", "colour"), ("pod.spec.containers.readinessProbe", "httpGet"),
            ] {
                let reply = try await kubectl("explain", path)
                #expect(reply.status == 0 && reply.output.contains(expected), "\(path): \(reply.all)")
            }
            let resources = try await kubectl("api-resources", "-o", "wide")
            for line in ["deployments  deploy  apps/v1  true  Deployment", "widgets  wd  example.dev/v1  true  Widget"] {
                let words = line.split(separator: " ")
                #expect(resources.output.split(separator: "\n").contains { $0.split(separator: " ").starts(with: words) }, "\(line)")
            }
            #expect(try await kubectl("api-versions").output.contains("example.dev/v1beta1\n"))
        }
    }

    @Test("a custom kind shows the columns of its definition")
    func printerColumns() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.widgets, as: .customResourceDefinitions)
            let ready = try await kubectl("wait", "crd/widgets.example.dev", "--for=condition=Established", "--timeout=10s")
            #expect(ready.status == 0, "\(ready.all)")
            let widget = "apiVersion: example.dev/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 3}\n"
            #expect(try await kubectl("apply", "-f", "-", input: widget).status == 0)
            let narrow = try await kubectl("get", "wd")
            #expect(
                narrow.output.split(separator: "\n").map { $0.split(separator: " ") } == [["NAME", "SIZE"], ["one", "3"]], "\(narrow.all)")
            let wide = try await kubectl("get", "widgets", "-o", "wide")
            #expect(wide.output.contains("blue"))
        }
    }

    @Test("get -w shows changes as they come, and wait sees conditions and deletions")
    func watching() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            try await cluster.store.create(Sample.deployment("web"), as: .deployments)
            let watch = try kubectl.start(["get", "deployments", "-w"])
            try await eventually { watch.output.contains("0/2") }
            try await cluster.store.patch(Sample.key("web", .deployments), .merge(["spec": ["replicas": 7]]))
            try await eventually { watch.output.contains("0/7") }
            try await watch.interrupt()
            #expect(watch.output.split(separator: "\n").count { $0.hasPrefix("NAME") } == 1)
            let available = try kubectl.start(["wait", "deployment/web", "--for=condition=Available", "--timeout=30s"])
            try await cluster.store.patch(
                Sample.key("web", .deployments), .merge(["status": ["conditions": [["type": "Available", "status": "True"]]]]),
                subresource: .status)
            #expect(try await available.waitForExit() == 0)
            #expect(available.output == "deployment.apps/web condition met\n", "\(available.errors)")
            let gone = try kubectl.start(["wait", "deployment/web", "--for=delete", "--timeout=30s"])
            try await cluster.store.delete(Sample.key("web", .deployments))
            #expect(try await gone.waitForExit() == 0, "\(gone.errors)")
        }
    }

    @Test("who I am and what I may do")
    func access() async throws {
        try await withCluster { cluster in
            let kubectl = Kubectl(cluster: cluster)
            #expect(try await kubectl("auth", "whoami").output.contains("kubernetes-admin"))
            #expect(try await kubectl("auth", "can-i", "delete", "nodes").output == "yes\n")
            #expect(try await kubectl("create", "serviceaccount", "web").status == 0)
            let token = try await kubectl("create", "token", "web").output
            let limited = Kubeconfig(
                server: cluster.server, authorityPEM: cluster.authorityPEM, token: token.split(separator: "\n").joined(), namespace: "shop")
            let file = cluster.folder + "/limited"
            try limited.text.write(toFile: file, atomically: true, encoding: .utf8)
            let environment = ["KUBECONFIG": file]
            #expect(try await kubectl("auth", "can-i", "get", "pods", environment: environment).output == "no\n")
            let refused = try await kubectl("get", "pods", environment: environment)
            #expect(
                refused.errors.contains(
                    #"Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:shop:web" cannot list resource "pods" in API group "" in the namespace "shop""#
                ), "\(refused.errors)")
            #expect(try await kubectl("create", "role", "reader", "--verb=list", "--resource=pods").status == 0)
            #expect(try await kubectl("create", "rolebinding", "reader", "--role=reader", "--serviceaccount=shop:web").status == 0)
            #expect(try await kubectl("get", "pods", environment: environment).errors == "No resources found in shop namespace.\n")
        }
    }
}

extension ResourceType {
    /// Kinds of which the tests make no object.
    fileprivate static let withoutSample: Set<ResourceType> = [.releases, .configRollouts, .podChaos, .networkChaos, .stressChaos]
}
