import Foundation
import KubeModel
import NodeAgent
import ProcessControl
import TestKit
import Testing

@Suite struct LimitsAndUsageTests {
    /// Whether control groups can be made here.
    static let hasControlGroups: Bool = {
        let isUnified = FileManager.default.fileExists(atPath: "/sys/fs/cgroup/cgroup.controllers")
        let path = "/sys/fs/cgroup/\(isUnified ? "" : "memory/")souk-test-probe-\(getpid())"
        defer { rmdir(path) }
        return mkdir(path, 0o755) == 0 && (!isUnified || access(path + "/memory.max", W_OK) == 0)
    }()

    private static let spin = "while :; do :; done"

    @Test func usageIsMeasured() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run("busy", "(\(Self.spin)) & exec sleep 60")
                try await node.run("idle", "exec sleep 60")
                try await node.untilReady("busy")
                try await node.untilReady("idle")
                try await eventually { (agent.usage(namespace: "shop", pod: "busy")?.containers["main"]?.cpuNanocores ?? 0) > 100_000_000 }
                try await eventually { agent.usage(namespace: "shop", pod: "idle") != nil }
                let idle = try #require(agent.usage(namespace: "shop", pod: "idle")?.containers["main"])
                #expect(idle.cpuNanocores < 50_000_000 && idle.memoryBytes > 100_000 && idle.memoryBytes < 50_000_000)
                #expect(agent.usage(namespace: "shop", pod: "none") == nil)
                #expect(agent.measuredNode().measurement.cpuNanocores > 100_000_000)
            }
        }
    }

    @Test(.enabled(if: hasControlGroups)) func memoryIsLimited() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run(
                    "web", "",
                    container: [
                        "command": ["python3", "-c", "x = bytearray(200 << 20); import time; time.sleep(60)"], "args": [],
                        "resources": ["limits": ["memory": "48Mi"]],
                    ], spec: ["restartPolicy": "Never"])
                try await eventually { try await node.status()["phase"] == "Failed" }
                let end = try await node.container()["state"]["terminated"]
                #expect(end["reason"] == "OOMKilled" && end["exitCode"] == 137)
                try await Self.removeParent(node)
            }
        }
    }

    @Test(.enabled(if: hasControlGroups)) func processorTimeIsLimited() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run(
                    "web", "(\(Self.spin)) & \(Self.spin)", container: ["resources": ["limits": ["cpu": "200m"]]])
                try await node.untilReady()
                try await eventually { (agent.usage(namespace: "shop", pod: "web")?.containers["main"]?.cpuNanocores ?? 0) > 120_000_000 }
                let process = try await node.process()
                let members = process.sessionMembers
                let before = members.compactMap(\.usage).reduce(0) { $0 + $1.cpuNanoseconds }
                let start = ContinuousClock.now
                try await eventually { ContinuousClock.now - start > .seconds(2) }
                let used = members.compactMap(\.usage).reduce(0) { $0 + $1.cpuNanoseconds } - before
                let cores = Double(used) / 1e9 / ((ContinuousClock.now - start) / .seconds(1))
                #expect(cores < 0.3, "two loops that would take two cores use \(cores)")
                try await node.delete(grace: 0)
                try await node.untilGone()
                try await Self.removeParent(node)
            }
        }
    }

    @Test func whereLimitsCannotBeSetThatIsSaidOnce() async throws {
        try await TestNode.with { node in
            node.settings.controlGroupMount = "/proc/nowhere"
            try await node.withAgent { _ in
                for name in ["one", "two"] {
                    try await node.run(name, "exec sleep 60", container: ["resources": ["limits": ["memory": "64Mi"]]])
                    try await node.untilReady(name)
                }
                try await eventually { try await !node.reasons("one").union(node.reasons("two")).isDisjoint(with: ["LimitsNotEnforced"]) }
                let events = try await node.api.list(.events, namespace: "shop").items.filter { $0["reason"] == "LimitsNotEnforced" }
                #expect(events.count == 1 && events.first?["type"] == "Warning")
            }
        }
    }

    /// The groups of the containers are gone by themselves; only their parent stays.
    private static func removeParent(_ node: TestNode) async throws {
        for controller in ["memory/", "cpu/", ""] {
            let path = "/sys/fs/cgroup/\(controller)\(node.settings.controlGroupParent)"
            try await eventually { rmdir(path) == 0 || errno == ENOENT }
        }
    }
}
