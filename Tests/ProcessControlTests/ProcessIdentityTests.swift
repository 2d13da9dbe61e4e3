import Foundation
import ProcessControl
import TestKit
import Testing

@Suite struct ProcessIdentityTests {
    @Test func aReusedPidIsAnotherProcess() async throws {
        let process = try shell("exec sleep 60").start()
        let earlier = ProcessIdentity(pid: process.pid, startTime: process.startTime - 1, bootID: process.bootID)
        let otherBoot = ProcessIdentity(pid: process.pid, startTime: process.startTime, bootID: "another")
        for stranger in [earlier, otherBoot] {
            #expect(!stranger.isRunning)
            #expect(!stranger.signal(SIGKILL))
            #expect(stranger.signalSession(SIGKILL) == 0)
            #expect(stranger.usage == nil)
            #expect(try await stranger.waitForExit() == .unknown)
        }
        #expect(process.isRunning)
        #expect(ProcessIdentity(pid: process.pid) == process)
        #expect(process.signal(SIGTERM))
        #expect(try await process.waitForExit() == .signalled(SIGTERM))
        #expect(!process.isRunning)
        #expect(!process.signal(SIGTERM))
    }

    @Test(arguments: [(0, ProcessExit.exited(0), 0), (7, .exited(7), 7), (255, .exited(255), 255)] as [(Int, ProcessExit, Int32)])
    func exitStatus(code: Int, status: ProcessExit, asShells: Int32) async throws {
        let process = try shell("exit \(code)").start()
        #expect(try await process.waitForExit() == status)
        #expect(status.code == asShells)
        #expect(try await process.waitForExit() == .unknown, "told once")
    }

    @Test func aZombieDoesNotRun() async throws {
        let process = try shell("exit 4").start()
        try await eventually { !process.isRunning }
        #expect(ProcessIdentity(pid: process.pid) == process, "not reaped yet")
        #expect(try await process.waitForExit() == .exited(4))
        #expect(ProcessIdentity(pid: process.pid) != process)
    }

    @Test func theEndOfAnAdoptedProcessIsNoticed() async throws {
        try await withTemporaryDirectory { folder in
            // The grandchild outlives its parent, so that it is nobody's child here.
            let parent = try shell("sleep 60 & echo $! > \(folder)/pid.tmp; mv \(folder)/pid.tmp \(folder)/pid").start()
            #expect(try await parent.waitForExit() == .exited(0))
            let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            let adopted = try #require(Int32(text).flatMap(ProcessIdentity.init(pid:)))
            async let end = adopted.waitForExit()
            #expect(adopted.isRunning)
            #expect(adopted.signal(SIGKILL))
            #expect(try await end == .unknown)
            #expect(!adopted.isRunning)
        }
    }

    @Test func waitingCanBeCancelled() async throws {
        let process = try shell("exec sleep 60").start()
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await process.waitForExit() }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(process.isRunning)
        process.signal(SIGKILL)
        #expect(try await process.waitForExit() == .signalled(SIGKILL))
    }

    @Test func theSessionIsReachedWithoutItsLeader() async throws {
        let leader = try shell("sleep 60 & (sleep 60 & exec sleep 60) & wait").start()
        try await eventually { leader.sessionMembers.count == 4 }
        let members = leader.sessionMembers
        leader.signal(SIGKILL)
        #expect(try await leader.waitForExit() == .signalled(SIGKILL))
        #expect(Set(leader.sessionMembers) == Set(members).subtracting([leader]))
        #expect(leader.signalSession(SIGKILL) == 3)
        try await eventually { members.allSatisfy { !$0.isRunning } }
        #expect(leader.sessionMembers.isEmpty)
    }

    @Test func usageIsTheProcessesOwn() async throws {
        let process = try shell("while :; do :; done").start()
        try await eventually { (process.usage?.cpuNanoseconds ?? 0) > 50_000_000 }
        let usage = try #require(process.usage)
        #expect(usage.residentBytes > 100_000 && usage.residentBytes < 100_000_000)
        #expect(try #require(process.proportionalBytes) <= usage.residentBytes)
        process.signal(SIGKILL)
        #expect(try await process.waitForExit() == .signalled(SIGKILL))
        #expect(process.usage == nil)
    }

    @Test func processesAreFoundByTheirEnvironment() async throws {
        let token = UUID().uuidString
        // While a process becomes another program, its environment cannot be read, and it may have begun to before that.
        let process = try ProcessLaunch(program: "/bin/sleep", arguments: ["60"], environment: ["TOKEN": token], output: .discarded).start()
        try await eventually { process.environment == ["TOKEN": token] }
        #expect(ProcessIdentity.all(withVariable: "TOKEN", token) == [process] && process.leadsSession)
        #expect(ProcessIdentity.all(withVariable: "TOKEN", String(token.dropLast())) == [])
        process.signal(SIGKILL)
        #expect(try await process.waitForExit() == .signalled(SIGKILL))
        #expect(ProcessIdentity.all(withVariable: "TOKEN", token) == [])
    }
}
