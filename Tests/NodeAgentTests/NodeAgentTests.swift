import Foundation
import KubeModel
import NodeAgent
import ProcessControl
import Synchronization
import TestKit
import Testing

@Suite struct NodeAgentTests {
    static let server: JSON = [
        "command": ["python3", "-m", "http.server", "8080", "--bind", "$(POD_IP)"], "args": [],
        "env": [["name": "POD_IP", "valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]]],
        "ports": [["name": "http", "containerPort": 8080]],
        "readinessProbe": ["httpGet": ["path": "/", "port": "http"], "periodSeconds": 1, "failureThreshold": 1],
    ]

    @Test func theNodeRegistersAndRenewsItsLease() async throws {
        try await TestNode.with { node in
            node.settings.leaseInterval = .milliseconds(20)
            try await node.withAgent { _ in
                let lease = ObjectKey(.leases, namespace: "kube-node-lease", name: "zone-a")
                try await eventually { (try? await node.api.get(lease)) != nil }
                let first = try await node.api.get(lease)["spec", "renewTime"]
                try await eventually { try await node.api.get(lease)["spec", "renewTime"] != first }
                let object = try await node.api.get(ObjectKey(.nodes, name: "zone-a"))
                #expect(object.labels["topology.kubernetes.io/zone"] == "zone-a" && object.labels["kubernetes.io/hostname"] == "zone-a")
                #expect(object.status["addresses"][0] == ["type": "InternalIP", "address": .string(node.settings.network + ".0.1")])
                #expect(object.status["conditions"].elements.contains { $0["type"] == "Ready" && $0["status"] == "True" })
                #expect(Quantity(object.status["allocatable"]["memory"]).map { $0.value > 1 << 20 } == true)
            }
        }
    }

    @Test func aServerComesUpServesAndGoes() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run("web", "", container: Self.server)
                try await node.untilReady()
                let status = try await node.status()
                let address = try #require(status["podIP"].string)
                #expect(address == node.settings.network + ".1.1" && status["phase"] == "Running")
                #expect(try await node.pod().labels["topology.kubernetes.io/zone"] == "zone-a")
                try await eventually { try await node.container()["imageID"].string?.hasPrefix("sha256:") == true }
                let process = try await node.process()
                // What stops answering is taken out, and comes back.
                process.signal(SIGSTOP)
                try await eventually { try await !node.isReady() }
                process.signal(SIGCONT)
                try await node.untilReady()
                try await eventually { try await node.reasons().isSuperset(of: ["Pulled", "Created", "Started", "Unhealthy"]) }
                try await node.delete()
                try await node.untilGone()
                #expect(!process.isRunning)
                try await eventually { try FileManager.default.contentsOfDirectory(atPath: node.settings.folder + "/pods").isEmpty }
            }
        }
    }

    /// As when a laptop wakes up and is told the time: what was due comes when it is due by the new time.
    @Test func aClockThatIsSetBackStopsNoProbe() async throws {
        try await TestNode.with { node in
            let offset = Mutex(0.0)
            node.clock = NodeClock(now: { Date(timeIntervalSinceNow: offset.withLock { $0 }) }, sleep: NodeClock.system.sleep)
            try await node.withAgent { _ in
                try await node.run("web", "", container: Self.server)
                try await node.untilReady()
                offset.withLock { $0 = -3 }
                try await node.process().signal(SIGSTOP)
                try await eventually(within: .seconds(20)) { try await !node.isReady() }
            }
        }
    }

    @Test func aKilledContainerIsRestartedAtOnceAndThenBacksOff() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60")
                try await node.untilReady()
                let first = try await node.process()
                first.signal(SIGKILL)
                try await eventually { try await node.hasRestarted(1) }
                let last = try await node.container()["lastState"]["terminated"]
                #expect(last["exitCode"] == 137 && last["signal"] == 9 && last["reason"] == "Error")
                try await node.process().signal(SIGKILL)
                try await eventually { try await node.container()["state"]["waiting"]["reason"] == "CrashLoopBackOff" }
                try await eventually { try await node.reasons().contains("BackOff") }
                #expect(try await !node.isReady())
            }
        }
    }

    @Test func theEndTakesItsSteps() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run(
                    "web", "trap 'echo term >> $SOUK_ROOT/steps/s; exit 0' TERM; while :; do sleep 0.02; done",
                    container: [
                        "lifecycle": ["preStop": ["exec": ["command": ["sh", "-c", "echo hook >> $SOUK_ROOT/steps/s"]]]],
                        "volumeMounts": [["name": "steps", "mountPath": "/steps"]],
                    ], spec: ["volumes": [["name": "steps", "persistentVolumeClaim": ["claimName": "steps"]]]])
                var claim = KubeObject(.persistentVolumeClaims, namespace: "shop", name: "steps")
                claim["spec"] = ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Mi"]]]
                try await node.api.create(claim, as: .persistentVolumeClaims)
                try await node.untilReady()
                #expect(
                    try await node.api.get(ObjectKey(.persistentVolumeClaims, namespace: "shop", name: "steps")).status["phase"] == "Bound")
                try await node.delete()
                try await node.untilGone()
                let steps = try String(contentsOfFile: node.settings.volumeFolder + "/shop/steps/s", encoding: .utf8)
                #expect(steps == "hook\nterm\n", "and the claim outlives the pod")
            }
        }
    }

    @Test func whatIgnoresTheSignalIsKilledWithItsChildren() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "trap '' TERM; sleep 60 & sleep 60")
                try await node.untilReady()
                let process = try await node.process()
                try await eventually { process.sessionMembers.count == 3 }
                let start = ContinuousClock.now
                try await node.delete(grace: 1)
                try await node.untilGone()
                #expect(ContinuousClock.now - start > .milliseconds(900))
                #expect(process.sessionMembers.isEmpty)
                try await node.run("other", "trap '' TERM; exec sleep 60")
                try await node.untilReady("other")
                let other = try await node.process("other")
                try await node.delete("other", grace: 0)
                try await eventually(within: .milliseconds(900)) { !other.isRunning }
            }
        }
    }

    @Test func aProbeOverTLSChecksNoCertificate() async throws {
        try await TestNode.with { node in
            let server = """
                import http.server, ssl, subprocess, os
                r = os.environ["SOUK_ROOT"]
                subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", r + "/k", "-out", r + "/c", \
                "-subj", "/CN=x", "-days", "1"], check=True, stderr=subprocess.DEVNULL)
                s = http.server.HTTPServer((os.environ["POD_IP"], 8443), http.server.SimpleHTTPRequestHandler)
                c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.load_cert_chain(r + "/c", r + "/k")
                s.socket = c.wrap_socket(s.socket, server_side=True); s.serve_forever()
                """
            try await node.withAgent { _ in
                var container = Self.server
                container["command"] = ["python3", "-c", .string(server)]
                container["readinessProbe"] = ["httpGet": ["path": "/", "port": 8443, "scheme": "HTTPS"], "periodSeconds": 1]
                try await node.run("web", "", container: container)
                try await node.untilReady()
            }
        }
    }

    @Test func severalContainersShareTheAddress() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                let check: JSON = [
                    "name": "client", "image": "souk:sh",
                    "args": ["-c", "echo $MY_IP; exec sleep 60"],
                    "env": [
                        ["name": "MY_IP", "valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]],
                        ["name": "TEST_MARK", "value": .string(node.mark)],
                    ],
                    "readinessProbe": ["tcpSocket": ["port": 8080], "periodSeconds": 1],
                    "livenessProbe": [
                        "exec": ["command": ["sh", "-c", .string("test $MY_IP = \(node.settings.network).1.1")]], "periodSeconds": 1,
                    ],
                ]
                try await node.run("web", "", container: Self.server, spec: ["containers": [check]])
                try await node.untilReady()
                #expect(try await node.status()["containerStatuses"].elements.count == 2)
            }
        }
    }

    @Test func anImageThatIsAddedLaterIsFound() async throws {
        try await TestNode.with { node in
            // Time runs forty times as fast, so that the back-off is over in a quarter of a second.
            let start = Date()
            node.clock = NodeClock(
                now: { start.addingTimeInterval(Date().timeIntervalSince(start) * 40) }, sleep: { try await Task.sleep(for: $0 / 40) })
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60", container: ["image": "souk:2"])
                try await eventually { try await node.container()["state"]["waiting"]["reason"] == "ImagePullBackOff" }
                #expect(
                    try await node.container()["state"]["waiting"]["message"].string
                        == "Back-off pulling image: souk:2 is not there: add it by 'souk image add 2 [BINARY]'")
                try await eventually { try await node.reasons().contains("Failed") }
                try node.addImage("2", "/bin/sh")
                try await node.untilReady()
                #expect(try await node.container()["restartCount"] == 0)
            }
        }
    }

    @Test func anInitContainerRunsFirst() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                let mount: JSON = [["name": "work", "mountPath": "/work"]]
                try await node.run(
                    "web", "cat $SOUK_ROOT/work/made && exec sleep 60", container: ["volumeMounts": mount],
                    spec: [
                        "volumes": [["name": "work", "emptyDir": [:]]],
                        "initContainers": [
                            [
                                "name": "make", "image": "souk:sh", "args": ["-c", "echo made > $SOUK_ROOT/work/made"],
                                "volumeMounts": mount,
                            ]
                        ],
                    ])
                try await node.untilReady()
                #expect(try await node.status()["initContainerStatuses"][0]["state"]["terminated"]["reason"] == "Completed")
                #expect(try await node.container()["restartCount"] == 0)
            }
        }
    }

    @Test func aTaskThatIsDoneStaysDone() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("good", "exit 0", spec: ["restartPolicy": "Never"])
                try await node.run("bad", "exit 3", spec: ["restartPolicy": "Never"])
                try await eventually { try await node.status("good")["phase"] == "Succeeded" }
                try await eventually { try await node.status("bad")["phase"] == "Failed" }
                #expect(try await node.container("bad")["state"]["terminated"]["exitCode"] == 3)
            }
            try await node.withAgent { _ in
                try await node.run("other", "exec sleep 60")
                try await node.untilReady("other")
                #expect(try await node.status("good")["phase"] == "Succeeded")
                #expect(try await node.container("good")["restartCount"] == 0)
            }
        }
    }
}
