import Foundation
import KubeModel
import ProcessControl
import Testing

import NodeAgent

@Suite struct PodEndingTests {
    @Test func deletionAsksWaitsAndKills() {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        pod.delete(grace: 10)
        #expect(pod.directives.filter(\.isSignal) == [.terminate(container: "web")])
        #expect(pod.directives.contains(.event(PodNotice(reason: "Killing", message: "Stopping container web", container: "web"))))
        #expect(pod.pass(9.9).isEmpty)
        #expect(pod.pass(0.1) == [.kill(container: "web")])
        #expect(pod.pass(100).isEmpty, "the kill is not repeated")
        pod.take(.exited(container: "web", id: "web-0", ContainerExit(status: .signalled(9))))
        #expect(Array(pod.directives.suffix(2)) == [.writeStatus, .remove(.deletion)])
        #expect(pod.status["phase"] == "Failed")
        #expect(pod.take(.tick, after: 10).isEmpty)
    }

    @Test func aShorterGraceHastensTheEnd() {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        pod.delete(grace: 60)
        pod.now += 5
        pod.delete(grace: 2)
        #expect(pod.pass(2) == [.kill(container: "web")])
    }

    @Test(arguments: [true, false]) func forceAndVanishingKillAtOnce(byObject: Bool) {
        var pod = PodDriver(PodDriver.single(["lifecycle": ["preStop": ["sleep": ["seconds": 5]]]]))
        pod.bringUp()
        if byObject { pod.delete(grace: 0) } else { pod.take(.vanished) }
        #expect(pod.directives.filter(\.isSignal) == [.kill(container: "web")])
        pod.take(.exited(container: "web", id: "web-0", ContainerExit(status: .signalled(9))))
        #expect(pod.directives.last == .remove(byObject ? .deletion : .vanished))
        #expect(pod.directives.contains(.writeStatus) == byObject)
    }

    @Test func theHookComesFirstAndCountsAsGrace() {
        var pod = PodDriver(PodDriver.single(["lifecycle": ["preStop": ["exec": ["command": ["true"]]]]]))
        pod.bringUp()
        pod.delete(grace: 10)
        #expect(pod.directives.contains(.preStop(container: "web", id: "web-0", within: 10)))
        #expect(pod.directives.filter(\.isSignal).isEmpty)
        pod.take(.preStopFinished(container: "web", id: "web-0", failure: nil), after: 4)
        #expect(pod.directives == [.terminate(container: "web")])
        #expect(pod.pass(5.9).isEmpty)
        #expect(pod.pass(0.1) == [.kill(container: "web")])
    }

    @Test func aHookThatTakesTheWholeGraceLeavesTwoSeconds() {
        var pod = PodDriver(PodDriver.single(["lifecycle": ["preStop": ["exec": ["command": ["true"]]]]]))
        pod.bringUp()
        pod.delete(grace: 10)
        #expect(pod.pass(10) == [.terminate(container: "web")])
        #expect(pod.pass(1.9).isEmpty)
        #expect(pod.pass(0.1) == [.kill(container: "web")])
    }

    @Test func readinessIsAskedToTheEnd() {
        var pod = PodDriver(
            PodDriver.single([
                "readinessProbe": ["tcpSocket": ["port": 80], "periodSeconds": 1, "failureThreshold": 1],
                "livenessProbe": ["tcpSocket": ["port": 80], "periodSeconds": 1],
            ]))
        pod.bringUp()
        pod.take(.probed(container: "web", id: "web-0", .readiness, .success))
        pod.take(.probed(container: "web", id: "web-0", .liveness, .success))
        #expect(pod.condition("Ready") == "True")
        pod.delete(grace: 30)
        #expect(pod.pass(1) == [.probe(container: "web", id: "web-0", .readiness)])
        pod.take(.probed(container: "web", id: "web-0", .readiness, .failure("down")))
        #expect(pod.condition("Ready") == "False")
    }

    @Test func aRunThatIsJustStartingIsEndedWhenItRuns() {
        var pod = PodDriver(PodDriver.single())
        pod.take(.observed(pod.machine.pod))
        pod.take(.prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1")))
        pod.delete(grace: 10)
        #expect(!pod.directives.contains(.remove(.deletion)), "a process may exist")
        pod.take(.started(container: "web", id: "r-1"))
        #expect(pod.directives.contains(.terminate(container: "web")))
    }

    @Test func aPodThatNeverStartedIsRemovedAtOnce() {
        var pod = PodDriver(PodDriver.single())
        pod.take(.observed(pod.machine.pod))
        pod.delete(grace: 30)
        #expect(!pod.directives.contains(.remove(.deletion)), "it is being prepared")
        pod.take(.preparationFailed(.volume("no")))
        #expect(pod.directives.last == .remove(.deletion))
    }

    @Test func aNodeThatStopsLeavesTheObjectForTheNextOne() throws {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        pod.take(.stopRequested(grace: 3))
        #expect(pod.directives.filter(\.isSignal) == [.terminate(container: "web")])
        pod.exit(code: 143, after: 1)
        #expect(pod.directives.last == .remove(.nodeStop))
        #expect(pod.status["phase"] == "Running" && pod.condition("Ready") == "False")
        let record = try #require(pod.machine["web"]?.record(at: pod.now))
        var next = PodDriver(PodDriver.single(), status: pod.status, at: pod.now + 60)
        next.machine.adopt(
            ["web": AdoptedContainer(record: record, isRunning: false)],
            network: PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"), at: next.now)
        next.bringUp()
        #expect(next.container()["restartCount"] == 1)
        #expect(next.container()["lastState"]["terminated"]["exitCode"] == 143)
    }

    @Test func aFinalDeletionThatFailedIsRepeated() {
        var pod = PodDriver(PodDriver.single())
        pod.bringUp()
        pod.delete(grace: 0)
        pod.exit(code: 0)
        #expect(pod.directives.contains(.remove(.deletion)))
        #expect(pod.take(.removalFailed) == [.remove(.deletion)])
    }
}
