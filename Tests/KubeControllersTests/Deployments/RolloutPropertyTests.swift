import KubeControllers
import KubeModel
import TestKit
import Testing

/// Whatever happens in whatever order, a rollout keeps its promises and arrives.
@Suite struct RolloutPropertyTests {
    private static let bounds: [(surge: JSON, unavailable: JSON)] = [
        (1, 0), (0, 1), ("25%", "25%"), (2, 1), ("100%", "0%"), ("50%", 2), (0, "30%"),
    ]

    @Test(arguments: 0..<60) func `While no pod fails, as many are available and no more are wanted than promised`(_ round: Int) throws {
        let seed = SeededGenerator.freshSeed() &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        let bounds = Self.bounds[round % Self.bounds.count]
        let replicas = Int.random(in: 1...12, using: &random)
        var world = SmallWorld(Samples.deployment(replicas: replicas, surge: bounds.surge, unavailable: bounds.unavailable), seed: seed)
        try world.settle()
        for image in 2...4 {
            world.changeSpec { $0["spec", "template", "spec"] = ["containers": [["name": "main", "image": .string("souk:\(image)")]]] }
            for _ in 0..<Int.random(in: 5...120, using: &random) {
                Self.step(&world, failures: false, &random)
                let limits = world.wanted.limits
                #expect(world.availablePods >= limits.minAvailable, "seed \(seed), \(bounds)")
                #expect(world.totalWanted <= limits.maxTotal, "seed \(seed), \(bounds)")
            }
        }
        try Self.expectArrival(&world, seed)
    }

    @Test(arguments: 0..<60) func `A decision never takes an available pod that is needed, and the world arrives`(_ round: Int) throws {
        let seed = SeededGenerator.freshSeed() &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        let bounds = Self.bounds[round % Self.bounds.count]
        var world = SmallWorld(
            Samples.deployment(
                replicas: Int.random(in: 0...10, using: &random), surge: bounds.surge, unavailable: bounds.unavailable,
                ["minReadySeconds": .integer(Int.random(in: 0...3, using: &random))]), seed: seed)
        for _ in 0..<300 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                world.changeSpec { deployment in
                    let image = "souk:\(Int.random(in: 1...4, using: &random))"
                    deployment["spec", "template", "spec"] = ["containers": [["name": "main", "image": .string(image)]]]
                }
            case 1: world.changeSpec { $0["spec", "replicas"] = .integer(Int.random(in: 0...12, using: &random)) }
            case 2: world.changeSpec { $0["spec", "paused"] = .bool(Bool.random(using: &random)) }
            case 3..<9: Self.expectCarefulPass(&world, seed)
            default: Self.step(&world, failures: true, &random)
            }
        }
        world.changeSpec { $0["spec", "paused"] = false }
        try Self.expectArrival(&world, seed)
    }

    /// Something of what goes on in a cluster, other than what people do.
    private static func step(_ world: inout SmallWorld, failures: Bool, _ random: inout SeededGenerator) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: world.deploymentPass()
        case 1, 2: if let name = world.sets.keys.sorted().randomElement(using: &random) { world.setPass(name) }
        case 3:
            guard let name = world.pods.keys.sorted().randomElement(using: &random) else { return }
            world.setReady(name, !failures || Int.random(in: 0..<4, using: &random) > 0)
        default: world.now = world.now + .seconds(1)
        }
    }

    private static func expectCarefulPass(_ world: inout SmallWorld, _ seed: UInt64) {
        let before = world.sets
        let wasScaled = before.values.contains {
            $0.annotations[DeploymentAnnotation.desiredReplicas] != String(world.wanted.replicas)
        }
        let totalBefore = world.totalWanted
        world.deploymentPass()
        let limits = world.wanted.limits
        #expect(world.totalWanted <= max(totalBefore, limits.maxTotal), "seed \(seed)")
        guard !wasScaled else { return }
        let availableBefore = available(before)
        let availableAfter = available(world.sets)
        #expect(availableAfter >= min(availableBefore, limits.minAvailable), "seed \(seed)")
    }

    /// The pods that are available and stay, by the statuses as they are.
    private static func available(_ sets: [String: KubeObject]) -> Int {
        sets.values.reduce(0) { sum, set in
            sum + min(set["spec", "replicas"].int ?? 0, set["status", "availableReplicas"].int ?? 0)
        }
    }

    private static func expectArrival(_ world: inout SmallWorld, _ seed: UInt64) throws {
        try world.settle()
        #expect(world.newSet?["spec", "replicas"].int == world.wanted.replicas, "seed \(seed)")
        #expect(world.totalWanted == world.wanted.replicas, "seed \(seed)")
        #expect(world.availablePods == world.wanted.replicas, "seed \(seed)")
        #expect(world.activePods.count == world.wanted.replicas, "seed \(seed)")
        let conditions = ConditionList(of: world.deployment)
        #expect(conditions["Available"]?.status == .yes, "seed \(seed)")
        #expect(conditions["Progressing"]?.reason == "NewReplicaSetAvailable", "seed \(seed)")
        #expect(world.deployment["status", "observedGeneration"].int == world.deployment.generation, "seed \(seed)")
        #expect(
            world.deployment.annotations[DeploymentAnnotation.revision] == world.newSet?.annotations[DeploymentAnnotation.revision],
            "seed \(seed)")
    }
}
