import Hummingbird
import KubeModel

/// Answers who somebody is and what they may do: `kubectl auth whoami` and `auth can-i`. Everybody may ask about themselves.
struct ReviewHandler: Sendable {
    static let groups: Set<String> = ["authorization.k8s.io", "authentication.k8s.io"]

    let authorizer: RoleAuthorizer

    func answer(_ call: ResourceCall) async throws -> Response {
        guard call.path.version == "v1", call.request.method == .post, call.path.name == nil else { throw StatusError.noSuchResource }
        let sent = try await call.body().object()
        var answer = sent
        switch (call.path.group, call.path.plural) {
        case ("authentication.k8s.io", "selfsubjectreviews"):
            answer["status"] = ["userInfo": Self.userInfo(call.identity)]
        case ("authorization.k8s.io", "selfsubjectaccessreviews"):
            answer["status"] = access(sent["spec"], call.identity)
        case ("authorization.k8s.io", "selfsubjectrulesreviews"):
            answer["status"] = rules(sent["spec"]["namespace"].string ?? "", call.identity)
        default: throw StatusError.noSuchResource
        }
        return APIAnswer(answer, status: .created).response
    }

    private static func userInfo(_ identity: Identity) -> JSON {
        ["username": .string(identity.name), "groups": JSON(identity.groups)]
    }

    private func access(_ spec: JSON, _ identity: Identity) -> JSON {
        let asked = spec["resourceAttributes"]
        if asked.isNull {
            // Paths that are no resources are open to everybody who is known.
            return ["allowed": true]
        }
        let subresource = asked["subresource"].string ?? ""
        let attributes = AccessAttributes(
            verb: asked["verb"].string ?? "", group: asked["group"].string ?? "",
            resource: (asked["resource"].string ?? "") + (subresource.isEmpty ? "" : "/\(subresource)"),
            namespace: asked["namespace"].string ?? "", name: asked["name"].string ?? "")
        return ["allowed": .bool(authorizer.allows(attributes, to: identity))]
    }

    private func rules(_ namespace: String, _ identity: Identity) -> JSON {
        let own: [JSON] =
            identity.isAdministrator
            ? [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]]
            : authorizer.rules(for: identity, in: namespace).map(\.json)
        let reviews: JSON = [
            "verbs": ["create"], "apiGroups": ["authorization.k8s.io"],
            "resources": ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
        ]
        return [
            "resourceRules": .array(own + [reviews]), "incomplete": false,
            "nonResourceRules": [
                ["verbs": ["get"], "nonResourceURLs": ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", "/version"]]
            ],
        ]
    }
}
