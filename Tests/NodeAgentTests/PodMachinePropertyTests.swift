import Foundation
import KubeModel
import ProcessControl
import TestKit
import Testing

import NodeAgent

/// Whatever happens in whatever order, a pod never has two processes for a container, never starts anything once it ends, and always ends.
@Suite struct PodMachinePropertyTests {
    /// What a shell would have: at most one process or start under way for each container.
    private struct World {
        var live: [String: String] = [:]
        var starting: Set<String> = []
        var probes: [(String, String, ProbeKind)] = []
        var hooks: [(String, String)] = []
        var isPreparing = false
        var isRemoved = false
        var count = 0
    }

    @Test func invariantsHold() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 { try run(&random, seed: seed) }
    }

    private func run(_ random: inout SeededGenerator, seed: UInt64) throws {
        var pod = PodDriver(Self.spec(&random))
        var world = World()
        try apply(pod.take(.observed(pod.machine.pod)), &world, pod, seed)
        for _ in 0..<120 {
            guard let event = Self.event(&random, &world, pod) else { continue }
            let seconds = Double.random(in: 0...3, using: &random)
            try apply(pod.take(event, after: seconds), &world, pod, seed)
            if world.isRemoved { break }
        }
        if pod.machine.ending == nil {
            pod.delete(grace: 5)
            try apply(pod.directives, &world, pod, seed)
        }
        for _ in 0..<200 where !world.isRemoved {
            if let event = Self.answer(&random, &world, killed: true) { try apply(pod.take(event, after: 0.5), &world, pod, seed) }
            try apply(pod.take(.tick, after: 1), &world, pod, seed)
        }
        #expect(world.isRemoved, "the pod never ended; seed \(seed)")
        #expect(world.live.isEmpty && world.starting.isEmpty, "a process was left; seed \(seed)")
    }

    private func apply(_ directives: [PodDirective], _ world: inout World, _ pod: PodDriver, _ seed: UInt64) throws {
        try #require(!pod.isSpinning, "a deadline that has passed is not dealt with; seed \(seed)")
        for directive in directives {
            try #require(!world.isRemoved, "\(directive) after the end; seed \(seed)")
            switch directive {
            case .prepare:
                try #require(!world.isPreparing, "prepared twice; seed \(seed)")
                world.isPreparing = true
            case .start(let name):
                try #require(world.live[name] == nil && !world.starting.contains(name), "\(name) started twice; seed \(seed)")
                try #require(pod.machine.ending == nil, "\(name) started while the pod ends; seed \(seed)")
                world.starting.insert(name)
            case .probe(let name, let id, let kind): world.probes.append((name, id, kind))
            case .preStop(let name, let id, _): world.hooks.append((name, id))
            case .terminate(let name), .kill(let name):
                try #require(world.live[name] != nil, "\(name) signalled without a process; seed \(seed)")
            case .remove:
                try #require(world.live.isEmpty && world.starting.isEmpty, "removed with processes; seed \(seed)")
                world.isRemoved = true
            case .record, .event, .writeStatus: break
            }
        }
    }

    /// Something that can happen now.
    private static func event(_ random: inout SeededGenerator, _ world: inout World, _ pod: PodDriver) -> PodEvent? {
        switch Int.random(in: 0..<40, using: &random) {
        case 0: return .stopRequested(grace: 4)
        case 1: return .vanished
        case 2: return .sourcesChanged
        case 3..<12: return .tick
        default: return answer(&random, &world, killed: false)
        }
    }

    private static func answer(_ random: inout SeededGenerator, _ world: inout World, killed: Bool) -> PodEvent? {
        if world.isPreparing, Bool.random(using: &random) {
            world.isPreparing = false
            return Int.random(in: 0..<4, using: &random) == 0
                ? .preparationFailed(.volume("no")) : .prepared(PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"))
        }
        if let name = world.starting.sorted().randomElement(using: &random), Bool.random(using: &random) {
            world.starting.remove(name)
            let failures: [StartFailure] = [.image("i"), .configuration("c"), .start("s")]
            if Int.random(in: 0..<4, using: &random) == 0 {
                return .startFailed(container: name, failures.randomElement(using: &random) ?? .start("s"))
            }
            world.count += 1
            world.live[name] = "r-\(world.count)"
            return .started(container: name, id: "r-\(world.count)")
        }
        if !world.probes.isEmpty, Bool.random(using: &random) {
            let (name, id, kind) = world.probes.remove(at: Int.random(in: 0..<world.probes.count, using: &random))
            return .probed(container: name, id: id, kind, Bool.random(using: &random) ? .success : .failure("no"))
        }
        if !world.hooks.isEmpty, Bool.random(using: &random) {
            let (name, id) = world.hooks.removeLast()
            return .preStopFinished(container: name, id: id, failure: nil)
        }
        guard killed || Int.random(in: 0..<4, using: &random) == 0,
            let (name, id) = world.live.sorted(by: { $0.key < $1.key }).randomElement(using: &random)
        else { return nil }
        world.live[name] = nil
        return .exited(container: name, id: id, ContainerExit(status: .exited(Int32.random(in: 0...1, using: &random))))
    }

    private static func spec(_ random: inout SeededGenerator) -> JSON {
        let probe: JSON = ["tcpSocket": ["port": 80], "periodSeconds": 1, "failureThreshold": 2]
        func container(_ name: String, _ random: inout SeededGenerator) -> JSON {
            var json: JSON = ["name": .string(name), "image": "souk:1"]
            for kind in ProbeKind.allCases where Bool.random(using: &random) { json[kind.member] = probe }
            if Bool.random(using: &random) { json["lifecycle"] = ["preStop": ["sleep": ["seconds": 1]]] }
            return json
        }
        var spec: JSON = ["restartPolicy": .string(["Always", "OnFailure", "Never"].randomElement(using: &random) ?? "Always")]
        spec["containers"] = .array((0..<Int.random(in: 1...3, using: &random)).map { container("main-\($0)", &random) })
        spec["initContainers"] = .array(
            (0..<Int.random(in: 0...2, using: &random)).map { number in
                var json = container("init-\(number)", &random)
                if Bool.random(using: &random) { json["restartPolicy"] = "Always" }
                return json
            })
        return spec
    }
}
