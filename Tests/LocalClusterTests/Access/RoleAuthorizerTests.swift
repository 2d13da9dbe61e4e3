import KubeModel
import Testing

import LocalCluster

@Suite("Roles")
struct RoleAuthorizerTests {
    private static let role: KubeObject = {
        var role = KubeObject(.roles, namespace: "shop", name: "reader")
        role["rules"] = [
            ["apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["web-config"], "verbs": ["get", "list", "watch"]],
            ["apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get"]],
            ["apiGroups": ["apps"], "resources": ["*/scale"], "verbs": ["*"]],
        ]
        return role
    }()

    private static let binding: KubeObject = {
        var binding = KubeObject(.roleBindings, namespace: "shop", name: "reader")
        binding["roleRef"] = ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"]
        binding["subjects"] = [["kind": "ServiceAccount", "name": "web", "namespace": "shop"]]
        return binding
    }()

    private let authorizer = RoleAuthorizer { type, namespace in
        guard namespace == "shop" else { return [] }
        return type == .roles ? [role] : type == .roleBindings ? [binding] : []
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let verb: String
        let group: String
        let resource: String
        var namespace = "shop"
        var name = ""
        let isAllowed: Bool
        var testDescription: String { "\(verb) \(resource) \(name) in \(namespace)" }
    }

    @Test(
        "a service account may do what is bound to it and no more",
        arguments: [
            Case(verb: "get", group: "", resource: "configmaps", name: "web-config", isAllowed: true),
            Case(verb: "get", group: "", resource: "configmaps", name: "other", isAllowed: false),
            Case(verb: "list", group: "", resource: "configmaps", isAllowed: false),
            Case(verb: "watch", group: "", resource: "configmaps", name: "web-config", isAllowed: true),
            Case(verb: "update", group: "", resource: "configmaps", name: "web-config", isAllowed: false),
            Case(verb: "get", group: "", resource: "pods", name: "any", isAllowed: true),
            Case(verb: "get", group: "", resource: "pods/log", name: "any", isAllowed: true),
            Case(verb: "get", group: "", resource: "pods/eviction", name: "any", isAllowed: false),
            Case(verb: "get", group: "", resource: "pods", namespace: "default", name: "any", isAllowed: false),
            Case(verb: "get", group: "", resource: "pods", namespace: "", isAllowed: false),
            Case(verb: "patch", group: "apps", resource: "deployments/scale", name: "web", isAllowed: true),
            Case(verb: "patch", group: "apps", resource: "deployments", name: "web", isAllowed: false),
            Case(verb: "get", group: "metrics.k8s.io", resource: "pods", name: "any", isAllowed: false),
            Case(verb: "get", group: "", resource: "nodes", namespace: "", name: "zone-a", isAllowed: false),
        ])
    func bound(_ each: Case) {
        let asked = AccessAttributes(
            verb: each.verb, group: each.group, resource: each.resource, namespace: each.namespace, name: each.name)
        #expect(authorizer.allows(asked, to: Identity(ServiceAccount(namespace: "shop", name: "web"))) == each.isAllowed)
        #expect(!authorizer.allows(asked, to: Identity(ServiceAccount(namespace: "shop", name: "another"))))
        #expect(!authorizer.allows(asked, to: Identity(ServiceAccount(namespace: "default", name: "web"))))
        #expect(authorizer.allows(asked, to: .administrator))
    }

    @Test("a refusal has Kubernetes' words")
    func wording() {
        let identity = Identity(ServiceAccount(namespace: "shop", name: "web"))
        let list = AccessAttributes(verb: "list", group: "apps", resource: "deployments", namespace: "shop", name: "")
        #expect(
            list.refusal(to: identity).message
                == "deployments.apps is forbidden: User \"system:serviceaccount:shop:web\" cannot list resource \"deployments\" in API group "
                + "\"apps\" in the namespace \"shop\"")
        let node = AccessAttributes(verb: "get", group: "", resource: "nodes", namespace: "", name: "zone-a")
        #expect(
            node.refusal(to: identity).message
                == "nodes \"zone-a\" is forbidden: User \"system:serviceaccount:shop:web\" cannot get resource \"nodes\" in API group \"\" "
                + "at the cluster scope")
    }
}
