import Foundation
import TestKit
import Testing

/// Mistakes in manifests: each is told with its file, object and field, and nothing that works stops working.
@Suite(.serialized) struct MistakeTests {
    /// A spoiled file of the shop's manifests, and what has to be said of it.
    struct Mistake: Sendable, CustomStringConvertible {
        let file: String
        let from: String
        let to: String
        let words: [String]
        var description: String { to }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            Mistake(
                file: "base/product-service/deployment.yaml", from: "replicas: 2", to: "replcas: 2",
                words: ["product-service/deployment.yaml", "Deployment", "product-service-v1", "spec.replcas"]),
            Mistake(
                file: "base/order-service/deployment.yaml", from: "containerPort: 8080", to: "containerPort: \"8080\"",
                words: ["order-service/deployment.yaml", "order-service-v1", "spec.template.spec.containers[0].ports[0].containerPort"]),
            Mistake(
                file: "base/storefront/traffic.yaml", from: "weight: 100", to: "weight: lots",
                words: ["storefront/traffic.yaml", "VirtualService", "spec.http[0].route[0].weight"]),
            Mistake(
                file: "base/payment-service/scaling.yaml", from: "maxReplicas: 6", to: "maxReplicas: 1",
                words: ["payment-service/scaling.yaml", "HorizontalPodAutoscaler", "spec.maxReplicas"]),
            Mistake(
                file: "base/payment-service/service.yaml", from: "port: 80", to: "port: 80000",
                words: ["payment-service/service.yaml", "Service", "spec.ports[0].port"]),
        ])
    func aMistakeInAManifestIsToldWithFileObjectAndField(mistake: Mistake) async throws {
        try await withTemporaryDirectory { folder in
            try FileManager.default.copyItem(atPath: "deploy", toPath: folder + "/deploy")
            let file = "\(folder)/deploy/\(mistake.file)"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains(mistake.from))
            try text.replacing(mistake.from, with: mistake.to).write(toFile: file, atomically: true, encoding: .utf8)
            let up = try await SoukBinary.run(
                ["up", "--home", folder + "/souk", "-k", folder + "/deploy/overlays/local"], in: folder,
                environment: ["PATH": "/usr/bin:/bin"])
            #expect(up.status == 1, "\(up.output)")
            for word in mistake.words { #expect(up.output.contains(word), "\(word) is not in: \(up.output)") }
        }
    }

    @Test(.timeLimit(.minutes(3))) func aRouteThatEnvoyRejectsLeavesTheOldOneServing() async throws {
        try await LocalShop.withShop { shop in
            // A regular expression that no check before Envoy refuses: its program is too large.
            let monster = "(" + String(repeating: "[a-z0-9]{1,200}", count: 40) + ")"
            let patch = #"[{"op":"add","path":"/spec/http/0/match","value":[{"uri":{"regex":"\#(monster)"}}]}]"#
            let (_, said) = try await shop.tryKubectl(["patch", "virtualservice", "product-service", "--type=json", "-p", patch])
            try await eventually(within: .seconds(20)) {
                try await shop.field(#".status.conditions[?(@.type=="Reconciled")].status"#, of: "virtualservice/product-service")
                    == "False"
            }
            let message = try await shop.field(
                #".status.conditions[?(@.type=="Reconciled")].message"#, of: "virtualservice/product-service")
            #expect(!message.isEmpty, "\(said)")
            for _ in 0..<200 { #expect(try await HTTP.get(shop.url + "/api/products?limit=1").status == 200) }

            // Others' changes are not held up by it, and the mended one takes effect.
            try await shop.kubectl(
                "patch", "virtualservice", "order-service", "--type=json", "-p",
                #"[{"op":"replace","path":"/spec/http/0/timeout","value":"7s"}]"#)
            try await shop.kubectl("wait", "virtualservice/order-service", "--for=condition=Reconciled", "--timeout=10s")
            try await shop.kubectl("apply", "--server-side", "--force-conflicts", "-k", "deploy/overlays/local")
            try await shop.kubectl("wait", "virtualservice/product-service", "--for=condition=Reconciled", "--timeout=10s")
        }
    }
}
