import Foundation
import TestKit
import Testing

/// The verbs that people know, with the real kubectl.
@Suite(.serialized) struct KubectlTests {
    private static let deployment = "deployment/product-service-v1"

    @Test(.timeLimit(.minutes(6))) func theVerbsBehaveAsInKubernetes() async throws {
        try await LocalShop.withShop { shop in
            try await Self.readsAndDescribes(shop)
            try await Self.appliesTwiceWithoutAChange(shop)
            try await Self.followsLogs(shop)
            try await Self.scalesAndWaits(shop)
            try await Self.rollsOutAndBack(shop)
            try await Self.editsAndDiffs(shop)
            try await Self.deletes(shop)
        }
    }

    private static func readsAndDescribes(_ shop: LocalShop) async throws {
        let pods = try await shop.kubectl("get", "pods", "-o", "wide")
        for column in ["NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE"] { #expect(pods.contains(column), "\(pods)") }
        #expect(pods.split(separator: "\n").count == 9, "\(pods)")
        #expect(pods.contains("zone-a") && pods.contains("zone-b") && pods.contains("zone-c"), "\(pods)")
        let all = try await shop.kubectl("get", "deploy,rs,svc,hpa,pdb,cm,vs,dr,gw,endpointslices")
        #expect(
            all.contains("deployment.apps/product-service-v1") && all.contains("virtualservice.networking.istio.io/storefront"), "\(all)")
        #expect(try await shop.kubectl("get", "nodes").contains("Ready"))
        let described = try await shop.kubectl("describe", deployment)
        for word in ["RollingUpdate", "Liveness", "Readiness", "MinimumReplicasAvailable", "ScalingReplicaSet"] {
            #expect(described.contains(word), "\(described)")
        }
        let pod = try #require(try await shop.pods("app=order-service").first)
        let detail = try await shop.kubectl("describe", "pod", pod)
        for word in ["Started", "ConfigMap", "order-service-config", "souk:local", "Ready"] { #expect(detail.contains(word), "\(detail)") }
        #expect(try await shop.kubectl("explain", "deployment.spec.replicas").contains("integer"))
        #expect(try await shop.kubectl("api-resources").contains("virtualservices"))
    }

    private static func appliesTwiceWithoutAChange(_ shop: LocalShop) async throws {
        for options in [[], ["--server-side", "--force-conflicts"]] {
            let first = try await shop.tryKubectl(["apply", "-k", "deploy/overlays/local"] + options)
            #expect(first.status == 0, "\(first.output)")
            let before = try await resourceVersions(shop)
            let second = try await shop.tryKubectl(["apply", "-k", "deploy/overlays/local"] + options)
            #expect(second.status == 0, "\(second.output)")
            if options.isEmpty {
                // kubectl says so of every budget each time, on any cluster: its patch of their selector is never empty.
                let changed = second.output.split(separator: "\n").filter {
                    !$0.hasSuffix("unchanged") && !$0.hasPrefix("poddisruptionbudget")
                }
                #expect(changed.isEmpty, "\(second.output)")
            }
            #expect(try await resourceVersions(shop) == before)
            let diff = try await shop.tryKubectl(["diff", "-k", "deploy/overlays/local"] + options)
            #expect(diff.status == 0, "\(diff.output)")
        }
    }

    /// Of all that the manifests hold; they stand still when nothing is written.
    private static func resourceVersions(_ shop: LocalShop) async throws -> String {
        try await shop.kubectl(
            "get", "svc,cm,sa,role,rolebinding,pdb,pvc,gw,dr", "-o",
            #"jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{"\n"}{end}"#)
            + shop.kubectl(
                "get", "deploy,hpa,vs", "-o", #"jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation}{"\n"}{end}"#)
    }

    private static func followsLogs(_ shop: LocalShop) async throws {
        let pod = try #require(try await shop.pods("app=product-service").first)
        let follower = try shop.startKubectl(["logs", "-f", pod])
        let watcher = try shop.startKubectl(["get", "pods", "-l", "app=product-service", "--watch"])
        try await eventually { follower.output().contains("\"level\"") && watcher.output().contains("Running") }
        #expect(try await shop.kubectl("logs", pod, "--tail=1").split(separator: "\n").count == 1)
        try await shop.kubectl("delete", "pod", pod)
        // The log is followed to its end, and then the follower ends by itself.
        #expect(try await follower.waitForExit(within: .seconds(60)) == 0, "\(follower.output().suffix(500))")
        #expect(follower.output().contains("Stopped"), "\(follower.output().suffix(500))")
        try await eventually(within: .seconds(30)) { watcher.output().contains("Terminating") }
        try await watcher.killHard()
        try await shop.kubectl("rollout", "status", deployment, "--timeout=60s")
    }

    private static func scalesAndWaits(_ shop: LocalShop) async throws {
        try await shop.kubectl("scale", deployment, "--replicas=4")
        try await shop.kubectl("wait", deployment, "--for=jsonpath={.status.readyReplicas}=4", "--timeout=60s")
        let (status, output) = try await shop.tryKubectl(["scale", deployment, "--replicas=1", "--current-replicas=7"])
        #expect(status != 0 && output.contains("Expected replicas to be 7"), "\(output)")
        try await shop.kubectl("scale", deployment, "--replicas=2")
        try await shop.kubectl("wait", deployment, "--for=jsonpath={.status.replicas}=2", "--timeout=60s")
    }

    private static func rollsOutAndBack(_ shop: LocalShop) async throws {
        let image = try await shop.field(".spec.template.spec.containers[0].image", of: deployment)
        try await shop.kubectl("set", "image", deployment, "product-service=souk:missing")
        let stuck = try await shop.tryKubectl(["rollout", "status", deployment, "--timeout=3s"])
        #expect(stuck.status != 0, "\(stuck.output)")
        try await eventually { try await shop.kubectl("get", "pods", "-l", "app=product-service").contains("ImagePull") }
        #expect(try await shop.field(".status.availableReplicas", of: deployment) == "2")
        let troubled = try await SoukBinary.run(["status", "--home", shop.home], in: shop.folder)
        #expect(troubled.status == 1 && troubled.output.contains("souk image add missing"), "\(troubled.output)")
        #expect(try await shop.kubectl("rollout", "history", deployment).contains("2"))

        // Once the image is there, the rollout goes on by itself.
        let added = try await SoukBinary.run(["image", "add", "missing", "--home", shop.home], in: shop.folder)
        #expect(added.status == 0, "\(added.output)")
        try await shop.kubectl("rollout", "status", deployment, "--timeout=60s")
        let well = try await SoukBinary.run(["status", "--home", shop.home], in: shop.folder)
        #expect(well.status == 0 && well.output.contains("souk:missing"), "\(well.output)")
        try await shop.kubectl("rollout", "undo", deployment)
        try await shop.kubectl("rollout", "status", deployment, "--timeout=60s")
        #expect(try await shop.field(".spec.template.spec.containers[0].image", of: deployment) == image)
        try await shop.kubectl("rollout", "pause", deployment)
        try await shop.kubectl("rollout", "resume", deployment)
    }

    private static func editsAndDiffs(_ shop: LocalShop) async throws {
        let edited = try await shop.tryKubectl(
            ["edit", "configmap", "storefront-config"],
            environment: ["KUBE_EDITOR": "sed -i 's/Good things, fairly priced./Edited while open./'"])
        #expect(edited.status == 0 && edited.output.contains("edited"), "\(edited.output)")
        try await eventually { try await HTTP.get(shop.url + "/").body.contains("Edited while open.") }
        let diff = try await shop.tryKubectl(["diff", "-k", "deploy/overlays/local"])
        #expect(diff.status == 1 && diff.output.contains("Edited while open."), "\(diff.output)")
        try await shop.kubectl("apply", "-k", "deploy/overlays/local")
        try await eventually { try await HTTP.get(shop.url + "/").body.contains("Good things, fairly priced.") }
    }

    private static func deletes(_ shop: LocalShop) async throws {
        try await shop.kubectl("apply", "-f", "deploy/examples/product-v2/deployment.yaml")
        try await shop.kubectl("rollout", "status", "deployment/product-service-v2", "--timeout=60s")
        try await shop.kubectl("delete", "-f", "deploy/examples/product-v2/deployment.yaml", "--wait=true")
        try await shop.kubectl("wait", "pod", "-l", "version=v2", "--for=delete", "--timeout=60s")
        #expect(try await shop.pods("version=v2").isEmpty)
        let missing = try await shop.tryKubectl(["get", "deployment", "product-service-v2"])
        #expect(missing.status == 1 && missing.output.contains(#"deployments.apps "product-service-v2" not found"#), "\(missing.output)")
        try await shop.audit()
    }
}
