import KubeControllers
import KubeModel
import Testing

@Suite struct EndpointSlicesTests {
    private static func service(_ change: (inout KubeObject) -> Void = { _ in }) -> KubeObject {
        var service = KubeObject(.services, namespace: "shop", name: "web", labels: ["team": "shop"])
        service["metadata", "uid"] = "uid-svc"
        service["spec"] = [
            "selector": ["app": "web"],
            "ports": [
                ["name": "http", "port": 80, "targetPort": "http", "appProtocol": "http"],
                ["name": "admin", "port": 9464, "targetPort": 9464],
            ],
        ]
        change(&service)
        return service
    }

    private static func pod(_ name: String, ready: Bool = true, going: Bool = false, port: Int = 8080) -> KubeObject {
        Samples.pod(name, node: "zone-a", ready: ready) { pod in
            pod.status["podIP"] = .string("127.1.1.\(name.utf8.count)")
            pod["spec", "containers"] = [["name": "main", "ports": [["name": "http", "containerPort": .integer(port)]]]]
            if going { pod["metadata", "deletionTimestamp"] = .string(Samples.start.text) }
        }
    }

    private static func slices(_ pods: [KubeObject], _ service: KubeObject = service()) -> [KubeObject] {
        EndpointSlices(of: service, zones: ["zone-a": "zone-a"]).slices(pods: pods)
    }

    @Test(arguments: [
        // Ready, on its way out, published though not ready -> ready, serving, terminating.
        (true, false, false, true, true, false), (false, false, false, false, false, false), (true, true, false, false, true, true),
        (false, true, false, false, false, true), (false, false, true, true, false, false), (true, true, true, true, true, true),
    ])
    func `Conditions say who may get traffic`(
        _ isReady: Bool, _ isGoing: Bool, _ publishes: Bool, _ ready: Bool, _ serving: Bool, _ terminating: Bool
    ) {
        let service = Self.service { $0["spec", "publishNotReadyAddresses"] = .bool(publishes) }
        let slices = Self.slices([Self.pod("p", ready: isReady, going: isGoing)], service)
        #expect(
            slices.first?["endpoints"][0]["conditions"]
                == ["ready": .bool(ready), "serving": .bool(serving), "terminating": .bool(terminating)])
    }

    @Test func `An endpoint says where it is and which pod it is, and a slice whose it is`() throws {
        let slice = try #require(Self.slices([Self.pod("p")]).first)
        #expect(
            slice["endpoints"] == [
                [
                    "addresses": ["127.1.1.1"], "conditions": ["ready": true, "serving": true, "terminating": false], "nodeName": "zone-a",
                    "zone": "zone-a", "targetRef": ["kind": "Pod", "namespace": "shop", "name": "p", "uid": "uid-p"],
                ]
            ])
        #expect(
            slice["ports"] == [
                ["name": "http", "port": 8080, "protocol": "TCP", "appProtocol": "http"],
                ["name": "admin", "port": 9464, "protocol": "TCP"],
            ])
        #expect(slice["addressType"] == "IPv4")
        #expect(
            slice.labels == [
                "kubernetes.io/service-name": "web", "team": "shop",
                "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
            ])
        #expect(slice.controller?.uid == "uid-svc")
    }

    @Test func `Pods without an address, finished ones and those of others are no endpoints`() {
        var lost = Self.pod("lost")
        lost.status["podIP"] = nil
        var done = Self.pod("done")
        done.status["phase"] = "Succeeded"
        var foreign = Self.pod("foreign")
        foreign.labels = ["app": "other"]
        var elsewhere = Self.pod("elsewhere")
        elsewhere.namespace = "other"
        #expect(Self.slices([lost, done, foreign, elsewhere]).map { $0["endpoints"] } == [[]])
    }

    @Test func `Pods that have the named port elsewhere are in a slice of their own`() {
        let slices = Self.slices([Self.pod("a"), Self.pod("bb", port: 9000), Self.pod("ccc")])
        let ports = slices.map { slice in (slice["ports"][0]["port"].int ?? 0, slice["endpoints"].elements.count) }
        #expect(ports.map(\.0).sorted() == [8080, 9000])
        #expect(ports.first { $0.0 == 8080 }?.1 == 2)
        #expect(Set(slices.map(\.name)).count == 2)
    }

    @Test func `More endpoints than a slice may have take several`() {
        let pods = (0..<2500).map { index in
            Samples.pod("p\(index)", node: "zone-a") { $0.status["podIP"] = .string("127.1.\(index / 250).\(index % 250)") }
        }
        let slices = Self.slices(pods)
        #expect(slices.map { $0["endpoints"].elements.count }.sorted() == [500, 1000, 1000])
        #expect(Set(slices.flatMap { $0["endpoints"].elements.compactMap { $0["targetRef"]["name"].string } }).count == 2500)
    }

    @Test func `Only what differs is written`() throws {
        let slices = EndpointSlices(of: Self.service(), zones: ["zone-a": "zone-a"])
        let pods = [Self.pod("p")]
        guard case .create(var stored, _)? = slices.directives(pods: pods, present: []).first else {
            Issue.record("no slice is created")
            return
        }
        stored["metadata", "uid"] = "uid-slice"
        stored["metadata", "resourceVersion"] = "7"
        #expect(slices.directives(pods: pods, present: [stored]).isEmpty)
        guard case .update(let changed, _)? = slices.directives(pods: [Self.pod("p", ready: false)], present: [stored]).first else {
            Issue.record("no slice is updated")
            return
        }
        #expect(changed.uid == "uid-slice" && changed.resourceVersion == "7")
        #expect(changed["endpoints"][0]["conditions"]["ready"] == false)
        var stranger = stored
        stranger.name = "mine"
        stranger.labels["endpointslice.kubernetes.io/managed-by"] = "me"
        #expect(slices.directives(pods: pods, present: [stored, stranger]).isEmpty, "slices of others are left alone")
    }

    @Test func `Services without a selector or with an outside name are not its business`() {
        #expect(EndpointSlices.concerns(Self.service()))
        #expect(!EndpointSlices.concerns(Self.service { $0["spec", "selector"] = nil }))
        #expect(!EndpointSlices.concerns(Self.service { $0["spec", "type"] = "ExternalName" }))
    }
}
