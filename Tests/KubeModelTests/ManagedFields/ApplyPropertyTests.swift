import KubeModel
import TestKit
import Testing

@Suite("What holds for every server-side apply")
struct ApplyPropertyTests {
    /// A configuration with fields of every shape; `side` keeps two managers' fields apart.
    private static func configuration(_ side: String, using random: inout SeededGenerator) -> JSON {
        var labels: [String: JSON] = [:]
        var volumes: [JSON] = []
        var containers: [JSON] = []
        for index in 0..<3 {
            if Bool.random(using: &random) { labels["\(side)\(index)"] = .string("\(Int.random(in: 0...2, using: &random))") }
            if Bool.random(using: &random) { volumes.append(["name": .string("\(side)\(index)"), "emptyDir": [:]]) }
            if Bool.random(using: &random) {
                let ports = (0..<Int.random(in: 0...2, using: &random)).map { JSON.object(["containerPort": .integer(80 + $0)]) }
                containers.append([
                    "name": .string("\(side)\(index)"), "image": .string("souk:\(Int.random(in: 0...2, using: &random))"),
                    "ports": .array(ports), "args": Bool.random(using: &random) ? ["x"] : ["y", "z"],
                ])
            }
        }
        return [
            "metadata": ["labels": .object(labels)],
            "spec": ["template": ["spec": ["containers": .array(containers.shuffled(using: &random)), "volumes": .array(volumes)]]],
        ]
    }

    @Test("the same twice is once", arguments: 1...20 as ClosedRange<UInt64>)
    func idempotent(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var web = try ManagedObject(.deployments)
        for _ in 0..<20 {
            let manager = Bool.random(using: &random) ? "a" : "b"
            let configuration = Self.configuration("x", using: &random)
            let once = try web.apply(configuration, by: manager, force: true)
            let twice = try web.apply(configuration, by: manager, force: Bool.random(using: &random))
            #expect(once == twice, "seed \(seed)")
        }
    }

    @Test("fields apart never conflict, and each manager's come and go with it", arguments: 1...20 as ClosedRange<UInt64>)
    func disjoint(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var web = try ManagedObject(.deployments)
        var wanted: [String: JSON] = [:]
        for _ in 0..<20 {
            let manager = Bool.random(using: &random) ? "a" : "b"
            let configuration = Self.configuration(manager, using: &random)
            wanted[manager] = configuration
            try web.apply(configuration, by: manager)
            for (manager, configuration) in wanted {
                var alone = try ManagedObject(.deployments)
                try alone.apply(configuration, by: manager)
                #expect(web.owned(by: manager) == alone.owned(by: manager), "seed \(seed)")
            }
            let labels = wanted.values.map { $0[path: ["metadata", "labels"]].strings }.reduce([:]) { $0.merging($1) { first, _ in first } }
            #expect(web.object?.labels == labels, "seed \(seed)")
        }
    }

    @Test("after a forced apply everything wanted is there, and its manager's", arguments: 1...20 as ClosedRange<UInt64>)
    func forced(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var web = try ManagedObject(.deployments)
        for step in 0..<20 {
            let manager = ["a", "b", "c"].randomElement(using: &random) ?? "a"
            let configuration = Self.configuration("x", using: &random)
            if step % 3 == 2 {
                web.update(by: manager) { $0.labels["x0"] = "\(step)" }
                continue
            }
            try web.apply(configuration, by: manager, force: true)
            var alone = try ManagedObject(.deployments)
            try alone.apply(configuration, by: manager)
            #expect(web.owned(by: manager) == alone.owned(by: manager), "seed \(seed)")
            let images = { (object: ManagedObject) in
                Dictionary(
                    object["spec", "template", "spec", "containers"].elements.map { ($0["name"].string, $0["image"].string) }
                ) { first, _ in first }
            }
            let present = images(web)
            #expect(images(alone).allSatisfy { present[$0.key] == $0.value }, "seed \(seed)")
        }
    }
}
