import KubeClient
import KubeModel
import Testing

@Suite("Requests as they go over the wire")
struct RequestTests {
    private static let key = ObjectKey(.deployments, namespace: "shop", name: "order")
    private static let path = "/apis/apps/v1/namespaces/shop/deployments"
    private static let usual = "fieldManager=souk&fieldValidation=Strict"

    private func line(_ write: ObjectWrite) -> String {
        let request = APIRequest.write(write)
        return "\(request.method) \(request.target) \(request.contentType ?? "")"
    }

    @Test(arguments: [
        (ObjectWrite(key, .create(KubeObject(["a": 1]))), "POST \(path)?\(usual) application/json"),
        (ObjectWrite(key, .update(KubeObject(["a": 1]))), "PUT \(path)/order?\(usual) application/json"),
        (ObjectWrite(key, .update(KubeObject(["a": 1])), subresource: .status), "PUT \(path)/order/status?\(usual) application/json"),
        (ObjectWrite(key, .patch(.json([]))), "PATCH \(path)/order?\(usual) application/json-patch+json"),
        (ObjectWrite(key, .patch(.merge([:])), subresource: .scale), "PATCH \(path)/order/scale?\(usual) application/merge-patch+json"),
        (ObjectWrite(key, .patch(.strategicMerge([:]))), "PATCH \(path)/order?\(usual) application/strategic-merge-patch+json"),
        (
            ObjectWrite(key, .patch(.apply([:], force: true)), fieldManager: "me & you", fieldValidation: .warn),
            "PATCH \(path)/order?force=true&fieldManager=me%20%26%20you&fieldValidation=Warn application/apply-patch+yaml"
        ),
        (ObjectWrite(key, .delete(DeleteOptions())), "DELETE \(path)/order application/json"),
    ])
    func writes(write: ObjectWrite, expected: String) {
        #expect(line(write) == expected)
    }

    @Test func aDryRunIsOneForEveryVerb() throws {
        var write = ObjectWrite(Self.key, .update(KubeObject([:])))
        write.isDryRun = true
        #expect(APIRequest.write(write).target.hasSuffix("&dryRun=All"))
        write.action = .delete(DeleteOptions())
        #expect(try JSON(parsing: #require(APIRequest.write(write).body))["dryRun"] == ["All"])
    }

    @Test func deletionsCarryTheirOptions() throws {
        let options = DeleteOptions(gracePeriodSeconds: 0, propagation: .foreground, uid: "u-1", resourceVersion: "7")
        let body = try JSON(parsing: #require(APIRequest.write(ObjectWrite(Self.key, .delete(options))).body))
        #expect(
            body == [
                "kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Foreground", "gracePeriodSeconds": 0,
                "preconditions": ["uid": "u-1", "resourceVersion": "7"],
            ])
        let plain = try JSON(parsing: #require(APIRequest.write(ObjectWrite(Self.key, .delete(DeleteOptions()))).body))
        #expect(plain == ["kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background"])
    }

    @Test func pathsFollowTheGroupAndTheNamespace() {
        #expect(APIRequest.path(of: ObjectKey(.nodes, name: "zone-a")) == "/api/v1/nodes/zone-a")
        #expect(APIRequest.path(of: .pods, namespace: nil) == "/api/v1/pods")
        #expect(APIRequest.path(of: .pods, namespace: "shop") == "/api/v1/namespaces/shop/pods")
        #expect(APIRequest.path(of: .nodes, namespace: "shop") == "/api/v1/nodes")
        #expect(APIRequest.path(of: ObjectKey(.configMaps, namespace: "shop", name: "a/b c")).hasSuffix("/configmaps/a%2Fb%20c"))
    }

    @Test func selectorsAreWrittenAsKubectlWritesThem() {
        let selector = ObjectSelector(
            labels: LabelSelector([
                .isIn("app", ["order"]), .isIn("zone", ["a", "b"]), .notIn("tier", ["x"]), .notIn("env", ["p", "q"]), .exists("v"),
                .absent("w"),
            ]),
            fields: FieldSelector([
                .init(field: "metadata.name", value: "a", isEqual: true), .init(field: "spec.x", value: "1,2=3", isEqual: false),
            ]))
        let query = APIRequest.list(.pods, namespace: "shop", selector: selector, limit: 500).query
        #expect(query.map(\.name) == ["labelSelector", "fieldSelector", "limit"])
        #expect(query[0].value == "app=order,zone in (a,b),tier!=x,env notin (p,q),v,!w")
        #expect(query[1].value == #"metadata.name=a,spec.x!=1\,2\=3"#)
    }
}
