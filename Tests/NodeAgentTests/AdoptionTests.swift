import Foundation
import KubeModel
import NodeAgent
import ProcessControl
import TestKit
import Testing

/// What becomes of the pods when their agent is gone. Dropping an agent is the same to them as its kill: nothing is told to them, and
/// all that the next one knows is on disk and in the API.
@Suite struct AdoptionTests {
    @Test func podsLiveOnAndAreTakenUp() async throws {
        try await TestNode.with { node in
            var process: ProcessIdentity?
            try await node.withAgent { _ in
                try await node.run("web", "", container: NodeAgentTests.server)
                try await node.untilReady()
                process = try await node.process()
            }
            let before = try #require(process)
            #expect(before.isRunning)
            let version = try await node.pod()["metadata", "resourceVersion"]
            try await node.withAgent { agent in
                try await node.run("late", "exec sleep 60")
                try await node.untilReady("late")
                #expect(try await node.status("late")["podIP"].string == node.settings.network + ".1.2", "the first address is in use")
                #expect(try await node.pod()["metadata", "resourceVersion"] == version, "nothing changed for it, not even for a moment")
                #expect(try await node.process() == before)
                // It is watched again: by its probe, and for its end.
                before.signal(SIGSTOP)
                try await eventually { try await !node.isReady() }
                before.signal(SIGCONT)
                try await node.untilReady()
                before.signal(SIGKILL)
                try await eventually { try await node.hasRestarted(1) }
                try await node.delete()
                try await node.untilGone()
            }
        }
    }

    @Test func whatDiedMeanwhileIsRestarted() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60")
                try await node.untilReady()
            }
            let process = try await node.process()
            process.signal(SIGKILL)
            _ = try await process.waitForExit()
            try await node.withAgent { _ in
                try await eventually { try await node.hasRestarted(1) }
                let last = try await node.container()["lastState"]["terminated"]
                #expect(last["reason"] == "ContainerStatusUnknown" && last["exitCode"] == 137)
            }
        }
    }

    @Test func whatIsGoneFromTheAPIIsEndedGracefully() async throws {
        try await TestNode.with { node in
            let note = node.settings.folder + "/../note"
            try await node.withAgent { _ in
                try await node.run("web", "trap 'echo bye > \(note); exit 0' TERM; while :; do sleep 0.02; done")
                try await node.untilReady()
            }
            let process = try await node.process()
            try await node.delete(grace: 0)
            try await node.withAgent { _ in
                try await eventually { !process.isRunning }
                try await eventually { try FileManager.default.contentsOfDirectory(atPath: node.settings.folder + "/pods").isEmpty }
            }
            #expect(FileManager.default.contents(atPath: note) == Data("bye\n".utf8))
        }
    }

    @Test func aDeletionThatWasUnderWayIsFinished() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "trap '' TERM; while :; do sleep 0.02; done")
                try await node.untilReady()
                try await node.delete(grace: 2)
            }
            try await node.withAgent { _ in try await node.untilGone() }
        }
    }

    @Test func aProcessThatWasStartedBeforeItsRecordWasWrittenIsFound() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60")
                try await node.untilReady()
            }
            let process = try await node.process()
            // As if the agent had died between the start and the second record.
            let pod = try await node.pod()
            let path = "\(node.settings.folder)/pods/shop_web_\(pod.uid)/containers/main/container.json"
            var record = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: path))))
            record["identity"] = .null
            try Data(record.bytes).write(to: URL(filePath: path))
            try await node.withAgent { _ in
                try await node.run("late", "exec sleep 60")
                try await node.untilReady("late")
                #expect(try await node.process() == process)
                #expect(try await node.container()["restartCount"] == 0)
            }
        }
    }

    @Test func anIntentionWithoutAProcessIsBegunAnew() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60")
                try await node.untilReady()
            }
            let process = try await node.process()
            process.signal(SIGKILL)
            _ = try await process.waitForExit()
            let pod = try await node.pod()
            let path = "\(node.settings.folder)/pods/shop_web_\(pod.uid)/containers/main/container.json"
            var record = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: path))))
            record["identity"] = .null
            try Data(record.bytes).write(to: URL(filePath: path))
            try await node.withAgent { _ in
                try await eventually { try await node.processIfAny().map { $0 != process } ?? false }
                #expect(try await node.container()["restartCount"] == 0)
            }
        }
    }

    @Test func theNodeCanStopItsPodsAndRunThemAgain() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run("web", "trap 'exit 0' TERM; while :; do sleep 0.02; done")
                try await node.run("stubborn", "trap '' TERM; while :; do sleep 0.02; done")
                try await node.untilReady("web")
                try await node.untilReady("stubborn")
                let processes = [try await node.process("web"), try await node.process("stubborn")]
                let start = ContinuousClock.now
                await agent.stopAllPods(grace: .milliseconds(500))
                #expect(processes.allSatisfy { !$0.isRunning })
                // The pods themselves would have had thirty seconds.
                #expect(ContinuousClock.now - start < .seconds(20))
                #expect(try await !node.isReady())
            }
            try await node.withAgent { _ in
                try await node.untilReady("web")
                #expect(try await node.container("web")["restartCount"] == 1)
            }
        }
    }

    @Test func allCanBeEndedWithoutAnAgent() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "trap 'exit 0' TERM; sleep 60 & while :; do sleep 0.02; done")
                try await node.untilReady()
            }
            let process = try await node.process()
            await NodeAgent.endAll(in: node.settings.folder, grace: .seconds(5))
            #expect(!process.isRunning)
            #expect(process.sessionMembers.isEmpty)
        }
    }
}
