import Foundation
import KubeModel
import ProcessControl
import Testing

import NodeAgent

@Suite struct ProbingTests {
    private static let id = "web-0"

    private static func probe(_ kind: ProbeKind) -> PodDirective { .probe(container: "web", id: id, kind) }

    @Test func readinessIsAskedEagerlyUntilItFirstSucceeds() {
        var pod = PodDriver(PodDriver.single(["readinessProbe": ["tcpSocket": ["port": 80], "periodSeconds": 2, "failureThreshold": 2]]))
        pod.bringUp()
        #expect(pod.directives.contains(Self.probe(.readiness)), "at once")
        #expect(pod.condition("Ready") == "False" && pod.container()["started"] == true)
        for _ in 0..<5 {
            pod.take(.probed(container: "web", id: Self.id, .readiness, .failure("refused")), after: 0.01)
            #expect(pod.directives.isEmpty, "what fails while it starts is no event yet")
            #expect(pod.pass(0.1) == [Self.probe(.readiness)])
        }
        pod.take(.probed(container: "web", id: Self.id, .readiness, .success))
        #expect(pod.condition("Ready") == "True")
        #expect(pod.pass(1.8).isEmpty, "from then on once a period")
        #expect(pod.pass(0.2) == [Self.probe(.readiness)])
        pod.take(.probed(container: "web", id: Self.id, .readiness, .failure("503")))
        #expect(pod.condition("Ready") == "True", "one failure of two")
        #expect(
            pod.directives == [
                .event(PodNotice(isWarning: true, reason: "Unhealthy", message: "Readiness probe failed: 503", container: "web"))
            ])
        #expect(pod.pass(2) == [Self.probe(.readiness)])
        pod.take(.probed(container: "web", id: Self.id, .readiness, .failure("503")))
        #expect(pod.condition("Ready") == "False")
        #expect(!pod.directives.contains(.terminate(container: "web")), "readiness restarts nothing")
    }

    @Test func startupGatesTheOthers() {
        let tcp: JSON = ["tcpSocket": ["port": 80], "periodSeconds": 1, "failureThreshold": 3]
        var pod = PodDriver(PodDriver.single(["startupProbe": tcp, "readinessProbe": tcp, "livenessProbe": tcp]))
        pod.bringUp()
        #expect(pod.directives.filter { $0 != .writeStatus }.suffix(1) == [Self.probe(.startup)])
        #expect(pod.container()["started"] == false)
        pod.take(.probed(container: "web", id: Self.id, .startup, .success), after: 0.05)
        #expect(pod.container()["started"] == true)
        #expect(
            Set(pod.directives.filter { $0 != .writeStatus }.map { "\($0)" })
                == Set([Self.probe(.readiness), Self.probe(.liveness)].map { "\($0)" }))
    }

    @Test func aStartupThatTakesTooLongIsRestartedAfterThresholdTimesPeriod() {
        var pod = PodDriver(PodDriver.single(["startupProbe": ["tcpSocket": ["port": 80], "periodSeconds": 2, "failureThreshold": 3]]))
        pod.bringUp()
        let started = pod.now
        while !pod.directives.contains(.terminate(container: "web")), pod.now < started + 60 {
            pod.take(.probed(container: "web", id: Self.id, .startup, .failure("refused")), after: 0.01)
            _ = pod.pass(0.1)
        }
        #expect(abs(pod.now.timeIntervalSince(started) - 6) < 0.5, "\(pod.now.timeIntervalSince(started)) s")
    }

    @Test func aFailedLivenessEndsTheRunWithTheProbesOwnGrace() {
        var pod = PodDriver(
            PodDriver.single([
                "livenessProbe": [
                    "exec": ["command": ["x"]], "periodSeconds": 5, "failureThreshold": 2, "terminationGracePeriodSeconds": 3,
                ]
            ]))
        pod.bringUp()
        pod.take(.probed(container: "web", id: Self.id, .liveness, .failure("no")))
        #expect(pod.pass(5) == [Self.probe(.liveness)])
        pod.take(.probed(container: "web", id: Self.id, .liveness, .failure("no")))
        #expect(pod.directives.contains(.terminate(container: "web")))
        #expect(pod.pass(3) == [.kill(container: "web")])
        pod.take(.exited(container: "web", id: Self.id, ContainerExit(status: .signalled(9))))
        #expect(pod.directives.contains(.start(container: "web")))
        pod.take(.probed(container: "web", id: Self.id, .liveness, .failure("late")))
        #expect(pod.machine["web"]?.phase == .starting, "what is told of an earlier run is nothing")
    }

    @Test func theDelayIsWaitedFor() {
        var pod = PodDriver(PodDriver.single(["readinessProbe": ["tcpSocket": ["port": 80], "initialDelaySeconds": 5]]))
        pod.bringUp()
        #expect(pod.pass(4.9).isEmpty)
        #expect(pod.pass(0.1) == [Self.probe(.readiness)])
    }

    @Test func anAdoptedRunStaysAsReadyAsItWas() throws {
        let spec = PodDriver.single(["readinessProbe": ["tcpSocket": ["port": 80], "periodSeconds": 1, "failureThreshold": 2]])
        var pod = PodDriver(spec)
        pod.bringUp()
        pod.take(.probed(container: "web", id: Self.id, .readiness, .success))
        let record = try #require(pod.machine["web"]?.record(at: pod.now))
        var next = PodDriver(spec, status: pod.status, at: pod.now + 60)
        next.machine.adopt(
            ["web": AdoptedContainer(record: record, isRunning: true)], network: PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"),
            at: next.now)
        next.take(.observed(next.machine.pod))
        #expect(next.directives.contains(Self.probe(.readiness)) && next.directives.contains(.prepare))
        #expect(!next.directives.contains { $0.isStart })
        #expect(next.condition("Ready") == "True" && next.status["phase"] == "Running")
        next.take(.probed(container: "web", id: Self.id, .readiness, .failure("down")))
        #expect(next.condition("Ready") == "True")
        _ = next.pass(1)
        next.take(.probed(container: "web", id: Self.id, .readiness, .failure("down")))
        #expect(next.condition("Ready") == "False")
    }

    @Test func aRunThatEndedUnseenIsRestartedWithAnUnknownCode() throws {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        let record = try #require(pod.machine["web"]?.record(at: pod.now))
        var next = PodDriver(PodDriver.single(), status: pod.status, at: pod.now + 60)
        next.machine.adopt(
            ["web": AdoptedContainer(record: record, isRunning: false)], network: PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"),
            at: next.now)
        next.bringUp()
        let last = next.container()["lastState"]["terminated"]
        #expect(last["reason"] == "ContainerStatusUnknown" && last["exitCode"] == 137 && next.container()["restartCount"] == 1)
    }
}
