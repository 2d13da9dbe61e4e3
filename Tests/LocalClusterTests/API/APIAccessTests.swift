import KubeModel
import LocalCluster
import NIOHTTP1
import TestKit
import Testing

@Suite("Who may ask")
struct APIAccessTests {
    @Test("without a token only the probes answer")
    func anonymous() async throws {
        try await withCluster { cluster in
            for path in ["/healthz", "/livez", "/readyz"] {
                let reply = try await cluster.send(.GET, path, as: .nobody)
                #expect(reply.status == 200 && reply.text == "ok")
            }
            for path in ["/version", "/api", "/apis", "/openapi/v2", "/openapi/v3", "/api/v1/pods", "/api/v1/namespaces/shop"] {
                for caller in [Caller.nobody, .bearer("wrong"), .bearer("")] {
                    let reply = try await cluster.send(.GET, path, as: caller)
                    #expect(reply.status == 401, "\(path)")
                    #expect(reply.json["reason"] == "Unauthorized")
                    #expect(reply.json["kind"] == "Status")
                }
            }
        }
    }

    @Test("a service account may do what a role binding grants, at once and until it is taken away")
    func serviceAccount() async throws {
        try await withCluster { cluster in
            let token = cluster.tokens.token(for: ServiceAccount(namespace: "shop", name: "web"), at: cluster.now, lifetime: .seconds(600))
            let maps = "/api/v1/namespaces/shop/configmaps"
            try await cluster.store.create(Sample.configMap("web-config", ["a": "1"]), as: .configMaps)
            let refused = try await cluster.send(.GET, maps + "/web-config", as: .bearer(token))
            #expect(refused.status == 403)
            #expect(
                refused.json["message"]
                    == "configmaps \"web-config\" is forbidden: User \"system:serviceaccount:shop:web\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"shop\""
            )
            try await grant(cluster)
            #expect(try await cluster.send(.GET, maps + "/web-config", as: .bearer(token)).status == 200)
            #expect(try await cluster.send(.GET, maps + "?fieldSelector=metadata.name%3Dweb-config", as: .bearer(token)).status == 200)
            #expect(try await cluster.send(.GET, maps, as: .bearer(token)).status == 403)
            #expect(try await cluster.send(.PUT, maps + "/web-config", "{}", as: .bearer(token)).status == 403)
            #expect(try await cluster.send(.DELETE, maps + "/web-config", as: .bearer(token)).status == 403)
            #expect(try await cluster.send(.GET, "/apis/apps/v1", as: .bearer(token)).status == 200)
            let canI = try await canRead(cluster, as: .bearer(token))
            #expect(canI == true)
            try await cluster.store.delete(Sample.key("reader", .roleBindings))
            #expect(try await cluster.send(.GET, maps + "/web-config", as: .bearer(token)).status == 403)
            #expect(try await canRead(cluster, as: .bearer(token)) == false)
        }
    }

    private func grant(_ cluster: ClusterUnderTest) async throws {
        var role = KubeObject(.roles, namespace: "shop", name: "reader")
        role["rules"] = [
            ["apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["web-config"], "verbs": ["get", "list", "watch"]]
        ]
        try await cluster.store.create(role, as: .roles)
        var binding = KubeObject(.roleBindings, namespace: "shop", name: "reader")
        binding["roleRef"] = ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"]
        binding["subjects"] = [["kind": "ServiceAccount", "name": "web", "namespace": "shop"]]
        try await cluster.store.create(binding, as: .roleBindings)
    }

    private func canRead(_ cluster: ClusterUnderTest, as caller: Caller) async throws -> Bool? {
        let review: JSON = [
            "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
            "spec": ["resourceAttributes": ["verb": "get", "resource": "configmaps", "namespace": "shop", "name": "web-config"]],
        ]
        let reply = try await cluster.send(
            .POST, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review.text, as: caller)
        return reply.json["status"]["allowed"].bool
    }

    @Test("a token that is bound to a pod is of no use after it")
    func podBound() async throws {
        try await withCluster { cluster in
            let pod = try await cluster.store.create(Sample.pod("one"), as: .pods)
            let token = cluster.tokens.token(
                for: ServiceAccount(namespace: "shop", name: "web", pod: .init(name: "one", uid: pod.uid)), at: cluster.now,
                lifetime: .seconds(600))
            #expect(try await cluster.send(.GET, "/version", as: .bearer(token)).status == 200)
            try await cluster.store.delete(Sample.key("one", .pods))
            #expect(try await cluster.send(.GET, "/version", as: .bearer(token)).status == 401)
            try await cluster.store.create(Sample.pod("one"), as: .pods)
            #expect(try await cluster.send(.GET, "/version", as: .bearer(token)).status == 401)
        }
    }

    @Test("a token is issued for an account that exists")
    func tokenRequest() async throws {
        try await withCluster { cluster in
            let path = "/api/v1/namespaces/shop/serviceaccounts/web/token"
            let request: JSON = ["kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1", "spec": ["expirationSeconds": 600]]
            #expect(try await cluster.send(.POST, path, json: request).status == 404)
            try await cluster.store.create(KubeObject(.serviceAccounts, namespace: "shop", name: "web"), as: .serviceAccounts)
            let reply = try await cluster.send(.POST, path, json: request)
            #expect(reply.status == 201)
            let token = try #require(reply.json["status"]["token"].string)
            let whoami = try await cluster.send(
                .POST, "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                #"{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1"}"#, as: .bearer(token))
            #expect(whoami.json["status"]["userInfo"]["username"] == "system:serviceaccount:shop:web")
            // It ends with the account, and another one of that name does not bring it back.
            try await cluster.store.delete(Sample.key("web", .serviceAccounts))
            #expect(try await cluster.send(.GET, "/version", as: .bearer(token)).status == 401)
            try await cluster.store.create(KubeObject(.serviceAccounts, namespace: "shop", name: "web"), as: .serviceAccounts)
            #expect(try await cluster.send(.GET, "/version", as: .bearer(token)).status == 401)
        }
    }
}
