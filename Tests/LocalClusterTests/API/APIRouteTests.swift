import KubeModel
import Testing

import LocalCluster

@Suite("Paths and forms")
struct APIRouteTests {
    private static func resource(
        _ group: String, _ version: String, _ namespace: String?, _ plural: String, _ name: String? = nil, _ subresource: String? = nil
    ) -> APIRoute {
        .resource(
            ResourcePath(group: group, version: version, namespace: namespace, plural: plural, name: name, subresource: subresource))
    }

    @Test(
        "every path of the API names what it says",
        arguments: [
            ("/api", .coreVersions), ("/apis", .groups), ("/apis/apps", .group("apps")), ("/version", .version),
            ("/api/v1", .resources(group: "", version: "v1")), ("/apis/apps/v1", .resources(group: "apps", version: "v1")),
            ("/livez", .health("livez")), ("/livez/ping", .health("livez")), ("/openapi/v2", .openAPIv2),
            ("/openapi/v3", .openAPIv3Index), ("/openapi/v3/api/v1", .openAPIv3(group: "", version: "v1")),
            ("/openapi/v3/apis/apps/v1", .openAPIv3(group: "apps", version: "v1")),
            ("/api/v1/pods", resource("", "v1", nil, "pods")),
            ("/api/v1/namespaces", resource("", "v1", nil, "namespaces")),
            ("/api/v1/namespaces/shop", resource("", "v1", nil, "namespaces", "shop")),
            ("/api/v1/namespaces/shop/status", resource("", "v1", nil, "namespaces", "shop", "status")),
            ("/api/v1/namespaces/shop/finalize", resource("", "v1", nil, "namespaces", "shop", "finalize")),
            ("/api/v1/namespaces/shop/pods", resource("", "v1", "shop", "pods")),
            ("/api/v1/namespaces/shop/pods/one", resource("", "v1", "shop", "pods", "one")),
            ("/api/v1/namespaces/shop/pods/one/log", resource("", "v1", "shop", "pods", "one", "log")),
            ("/apis/apps/v1/namespaces/shop/deployments/web/scale", resource("apps", "v1", "shop", "deployments", "web", "scale")),
            ("/api/v1/nodes/zone%2Da", resource("", "v1", nil, "nodes", "zone-a")),
            ("/", nil), ("/nonsense", nil), ("/api/v1/namespaces/shop/pods/one/log/more", nil), ("/openapi/v4", nil),
            ("/api/v1/pods/%ZZ", nil),
        ] as [(String, APIRoute?)])
    func paths(path: String, route: APIRoute?) {
        #expect(APIRoute(path: path) == route)
    }

    @Test(
        "the first form that the server has is taken",
        arguments: [
            ("", .object), ("*/*", .object), ("application/json", .object), ("application/json, */*", .object),
            ("application/vnd.kubernetes.protobuf,application/json", .object),
            ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json", .table),
            ("application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json", .object),
            ("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json", .metadata),
            ("application/vnd.kubernetes.protobuf", nil), ("text/html", nil), ("application/json;as=Table;v=v9;g=meta.k8s.io", nil),
        ] as [(String, AnswerForm?)])
    func forms(accept: String, form: AnswerForm?) {
        #expect((try? AnswerForm(accept: accept)) == form)
    }

    @Test(
        "versions stand in Kubernetes' order",
        arguments: [["v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10"]])
    func versionOrder(expected: [String]) {
        let types = expected.map { ResourceType(group: "g", version: $0, kind: "K", plural: "ks") }
        #expect(types.shuffled().sorted { $0.isPreferred(to: $1) }.map(\.version) == expected)
    }
}
