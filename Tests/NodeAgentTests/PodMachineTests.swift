import Foundation
import KubeModel
import ProcessControl
import Testing

import NodeAgent

@Suite struct PodMachineTests {
    @Test func aPodWithoutProbesIsReadyWhenItRuns() {
        var pod = PodDriver(PodDriver.single())
        #expect(pod.take(.observed(pod.machine.pod)) == [.prepare, .writeStatus])
        #expect(pod.status["phase"] == "Pending")
        #expect(pod.container()["state"] == ["waiting": ["reason": "ContainerCreating"]])
        #expect(pod.condition("PodScheduled") == "True")
        #expect(pod.take(.prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"))) == [.start(container: "web"), .writeStatus])
        #expect(pod.status["podIP"] == "127.1.1.1" && pod.status["hostIP"] == "127.1.0.1")
        pod.take(.started(container: "web", id: "r-1"), after: 1)
        #expect(pod.status["phase"] == "Running")
        #expect(pod.condition("Ready") == "True" && pod.condition("ContainersReady") == "True" && pod.condition("Initialized") == "True")
        #expect(pod.container()["state"] == ["running": ["startedAt": .string(pod.now.kubeText)]])
        #expect(pod.container()["containerID"] == "souk://r-1")
        #expect(pod.take(.tick, after: 100).isEmpty, "nothing changes by itself")
    }

    @Test func aConditionKeepsTheTimeOfItsLastChange() throws {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        let ready = pod.now
        pod.take(.identified(container: "web", imageID: "sha256:1"), after: 60)
        let condition = try #require(pod.status["conditions"].elements.first { $0["type"] == "Ready" })
        #expect(condition["lastTransitionTime"] == .string(ready.kubeText))
        #expect(pod.container()["imageID"] == "sha256:1")
    }

    @Test(
        arguments: [
            ("Always", 0, true), ("Always", 1, true), ("OnFailure", 0, false), ("OnFailure", 1, true), ("Never", 0, false),
            ("Never", 1, false),
        ] as [(String, Int32, Bool)])
    func restartPolicy(policy: String, code: Int32, restarts: Bool) {
        var pod = PodDriver(PodDriver.single(pod: ["restartPolicy": .string(policy)]))
        pod.bringUp()
        pod.exit(code: code, after: 5)
        #expect(pod.directives.contains(.start(container: "web")) == restarts)
        if restarts {
            #expect(pod.status["phase"] == "Running")
            #expect(pod.container()["restartCount"] == 1)
        } else {
            #expect(pod.status["phase"] == (code == 0 ? "Succeeded" : "Failed"))
            #expect(pod.pass(3_600).isEmpty)
        }
        #expect(pod.condition("Ready") == "False")
    }

    @Test func crashesBackOffAsInKubernetes() {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        for (attempt, pause) in [0, 10, 20, 40, 80, 160, 300, 300].map(Double.init).enumerated() {
            pod.exit(code: 1, after: 1)
            if pause > 0 {
                #expect(pod.container()["state"]["waiting"]["reason"] == "CrashLoopBackOff")
                #expect(
                    pod.container()["state"]["waiting"]["message"].string?.hasPrefix("back-off \(Int(pause))s restarting failed") == true)
                #expect(pod.container()["lastState"]["terminated"]["exitCode"] == 1)
                #expect(!pod.pass(pause - 0.5).contains(.start(container: "web")))
                #expect(pod.pass(0.5).contains(.start(container: "web")))
            } else {
                #expect(pod.directives.contains(.start(container: "web")))
            }
            pod.take(.started(container: "web", id: "r-\(attempt)"))
            #expect(pod.container()["restartCount"] == .integer(attempt + 1))
        }
        pod.exit(code: 1, after: 600)
        #expect(pod.directives.contains(.start(container: "web")), "ten minutes of running are forgiven")
    }

    @Test func aSignalIsToldWithItsCode() {
        var pod = PodDriver(PodDriver.single(pod: ["restartPolicy": "Never"]))
        pod.bringUp()
        pod.take(.exited(container: "web", id: "web-0", ContainerExit(status: .signalled(9), isOutOfMemory: true)))
        let ended = pod.container()["state"]["terminated"]
        #expect(ended["reason"] == "OOMKilled" && ended["exitCode"] == 137 && ended["signal"] == 9)
    }

    @Test func aPodThatIsTakenForLostSaysThatItIsReady() {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        #expect(pod.condition("Ready") == "True")
        var object = pod.machine.pod
        object.status = pod.status
        #expect(pod.take(.observed(object)).isEmpty, "as it was written")
        object.status["conditions"] = [["type": "Ready", "status": "False", "reason": "NodeNotReady"]]
        #expect(pod.take(.observed(object)) == [.writeStatus])
    }

    @Test func whatCannotStartIsTriedAgain() {
        var pod = PodDriver(PodDriver.single())
        pod.take(.observed(pod.machine.pod))
        pod.take(.prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1")))
        pod.take(.startFailed(container: "web", .image("souk:1 is not there")))
        #expect(pod.container()["state"]["waiting"]["reason"] == "ErrImagePull")
        #expect(pod.directives.contains { if case .event(let notice) = $0 { notice.reason == "Failed" } else { false } })
        #expect(pod.pass(9.9).isEmpty)
        #expect(pod.pass(0.1) == [.start(container: "web")])
        pod.take(.startFailed(container: "web", .image("souk:1 is not there")))
        #expect(pod.container()["state"]["waiting"]["reason"] == "ImagePullBackOff")
        #expect(pod.take(.sourcesChanged).allSatisfy { $0 != .start(container: "web") }, "an image does not come by a ConfigMap")
        #expect(pod.pass(20) == [.start(container: "web")])
        pod.take(.startFailed(container: "web", .configuration("configmap \"x\" not found")))
        #expect(pod.container()["state"]["waiting"]["reason"] == "CreateContainerConfigError")
        #expect(pod.take(.sourcesChanged).contains(.start(container: "web")))
        pod.take(.started(container: "web", id: "r-1"))
        #expect(pod.container()["restartCount"] == 0, "it had never run before")
    }

    @Test func aFailedPreparationShowsWhyAndIsTriedAgain() {
        var pod = PodDriver(PodDriver.single())
        pod.take(.observed(pod.machine.pod))
        pod.take(.preparationFailed(.volume("secret \"s\" not found")))
        #expect(pod.container()["state"] == ["waiting": ["reason": "ContainerCreating", "message": "secret \"s\" not found"]])
        #expect(pod.pass(1) == [.prepare])
        pod.take(.preparationFailed(.volume("secret \"s\" not found")))
        #expect(!pod.directives.contains { if case .event = $0 { true } else { false } }, "the same again is no news")
        #expect(pod.take(.sourcesChanged).contains(.prepare))
    }

    @Test func initContainersRunOneAfterAnother() {
        var spec = PodDriver.single()
        spec["initContainers"] = [
            ["name": "one", "image": "souk:1"], ["name": "side", "image": "souk:1", "restartPolicy": "Always"],
            ["name": "two", "image": "souk:1"],
        ]
        var pod = PodDriver(spec)
        pod.take(.observed(pod.machine.pod))
        #expect(pod.take(.prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"))).filter(\.isStart) == [.start(container: "one")])
        pod.take(.started(container: "one", id: "a"))
        #expect(pod.status["phase"] == "Pending" && pod.condition("Initialized") == "False")
        pod.exit("one", code: 1, after: 1)
        #expect(pod.directives.filter(\.isStart) == [.start(container: "one")], "it is tried again")
        pod.take(.started(container: "one", id: "b"))
        pod.exit("one", code: 0, after: 1)
        #expect(pod.directives.filter(\.isStart) == [.start(container: "side")])
        #expect(pod.take(.started(container: "side", id: "c")).filter(\.isStart) == [.start(container: "two")])
        pod.take(.started(container: "two", id: "d"))
        pod.exit("two", code: 0, after: 1)
        #expect(pod.directives.filter(\.isStart) == [.start(container: "web")])
        pod.take(.started(container: "web", id: "e"))
        #expect(pod.status["phase"] == "Running" && pod.condition("Initialized") == "True" && pod.condition("Ready") == "True")
        // The sidecar ends last.
        pod.delete(grace: 30)
        #expect(pod.directives.filter(\.isSignal) == [.terminate(container: "web")])
        pod.exit("web", code: 0, after: 1)
        #expect(pod.directives.filter(\.isSignal) == [.terminate(container: "side")])
        pod.exit("side", code: 0, after: 1)
        #expect(pod.directives.last == .remove(.deletion))
    }

    @Test func aFailedInitContainerThatNeverRestartsFailsThePod() {
        var spec = PodDriver.single(pod: ["restartPolicy": "Never"])
        spec["initContainers"] = [["name": "one", "image": "souk:1"]]
        var pod = PodDriver(spec)
        pod.bringUp()
        pod.exit("one", code: 2)
        #expect(pod.status["phase"] == "Failed")
        #expect(pod.pass(1_000).isEmpty)
    }
}

extension PodDirective {
    var isStart: Bool { if case .start = self { true } else { false } }

    var isSignal: Bool {
        switch self {
        case .terminate, .kill: true
        default: false
        }
    }
}
