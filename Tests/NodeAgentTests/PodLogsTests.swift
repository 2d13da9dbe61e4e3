import Foundation
import KubeModel
import NodeAgent
import ProcessControl
import TestKit
import Testing

@Suite struct PodLogsTests {
    private static func text(_ stream: AsyncThrowingStream<[UInt8], any Error>) async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in stream { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func aLogIsFollowedToTheEndOfItsRun() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run("web", "echo first; while ! [ -e $SOUK_ROOT/go ]; do sleep 0.01; done; echo last >&2; exit 1")
                try await node.untilReady()
                try await eventually { try await Self.text(agent.logs(namespace: "shop", pod: "web")) == "first\n" }
                var options = ContainerLogOptions()
                options.follow = true
                let stream = try agent.logs(namespace: "shop", pod: "web", options: options)
                let root = try #require(try await node.process().environment?["SOUK_ROOT"])
                async let all = Self.text(stream)
                try Data().write(to: URL(filePath: root + "/go"))
                #expect(try await all == "first\nlast\n")
                try await eventually { try await node.container()["restartCount"].int ?? 0 >= 1 }
                options = ContainerLogOptions()
                options.previous = true
                try await eventually {
                    (try? await Self.text(agent.logs(namespace: "shop", pod: "web", options: options))) == "first\nlast\n"
                }
            }
        }
    }

    @Test func faultsSayWhatThereIs() async throws {
        try await TestNode.with { node in
            try await node.withAgent { agent in
                try await node.run("web", "exec sleep 60")
                try await node.run("absent", "x", container: ["image": "souk:none"])
                try await node.untilReady()
                #expect(throws: LogError.noPod(namespace: "shop", name: "none")) { try agent.logs(namespace: "shop", pod: "none") }
                #expect(throws: LogError.noContainer("x", available: ["main"])) {
                    try agent.logs(namespace: "shop", pod: "web", container: "x")
                }
                var options = ContainerLogOptions()
                options.previous = true
                #expect(throws: LogError.noPreviousRun(container: "main")) {
                    try agent.logs(namespace: "shop", pod: "web", options: options)
                }
                try await eventually { try await node.container("absent")["state"]["waiting"]["reason"] == "ErrImagePull" }
                #expect(throws: LogError.self) { try agent.logs(namespace: "shop", pod: "absent") }
            }
        }
    }
}
