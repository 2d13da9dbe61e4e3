import KubeModel

/// From a write of the product service's weights until they are in force. Each write also names itself in a header that the route adds to
/// answers, so that traffic tells which route it took.
struct RouteBenchmark: Sendable {
    private static let changes = 50
    private static let limit: Duration = .seconds(10)
    private static let aim: Double = 50
    private static let mark = "x-route-change"
    private static let interval: Duration = .milliseconds(1)

    /// When something was seen, in milliseconds after the write was sent.
    private enum Sighting: Sendable {
        case answer(Double)
        case condition(Double)
        case traffic(Double)
    }

    let api: any ObjectAPI
    let addresses: ClusterAddresses
    /// Of a product.
    let path: String

    private var key: ObjectKey { ObjectKey(.virtualServices, namespace: MeasuredCluster.namespace, name: "product-service") }

    func run() async throws -> [Figure] {
        var (answers, conditions, traffic): ([Double], [Double], [Double]) = ([], [], [])
        for number in 1...Self.changes {
            for sighting in try await change(number) {
                switch sighting {
                case .answer(let time): answers.append(time)
                case .condition(let time): conditions.append(time)
                case .traffic(let time): traffic.append(time)
                }
            }
        }
        let write = ["answer to the write": answers.median]
        return [
            Figure("weights written, until every proxy confirmed", unit: "ms", samples: conditions, aim: (.median, Self.aim), parts: write),
            Figure("weights written, until a request in every zone goes by them", unit: "ms", samples: traffic, aim: (.median, Self.aim)),
        ]
    }

    private func change(_ number: Int) async throws -> [Sighting] {
        let object = try await api.get(key)
        let patch = Self.patch(object["spec", "http"].elements, weight: number % 2 == 0 ? 0 : 50, number)
        let events = try await api.watch(key.type, namespace: key.namespace, selector: .everything, after: object.resourceVersion)
        return try await withThrowingTaskGroup(of: Sighting.self) { group in
            let sent = ContinuousClock.now
            group.addTask {
                try await api.patch(key, .merge(patch), manager: "souk-bench")
                return .answer(Self.since(sent))
            }
            group.addTask {
                try await confirmation(of: object.generation + 1, in: events)
                return .condition(Self.since(sent))
            }
            group.addTask {
                try await firstRequest(marked: "\(number)")
                return .traffic(Self.since(sent))
            }
            group.addTask {
                try await Task.sleep(for: Self.limit)
                throw BenchFailure("Change \(number) of \(key) is not in force after \(Self.limit).")
            }
            defer { group.cancelAll() }
            var sightings: [Sighting] = []
            while sightings.count < 3, let sighting = try await group.next() { sightings.append(sighting) }
            return sightings
        }
    }

    private func confirmation(of generation: Int, in events: AsyncThrowingStream<WatchEvent, any Error>) async throws {
        for try await event in events {
            guard let object = event.object, object.name == key.name else { continue }
            let condition = object.condition("Reconciled")
            guard condition["observedGeneration"].int == generation else { continue }
            guard condition["status"] == "True" else { throw BenchFailure("\(key) was refused: \(condition["message"].string ?? "")") }
            return
        }
        throw BenchFailure("The watch of \(key) ended before generation \(generation) was confirmed.")
    }

    /// Returns when the proxy of every zone has answered by the route with this mark.
    private func firstRequest(marked number: String) async throws {
        let request = LoopbackConnection.request(path, host: "product-service")
        for zone in 0..<MeasuredCluster.zones {
            let connection = try LoopbackConnection(addresses.proxy(ofZone: zone), MeasuredCluster.proxyPort)
            while true {
                let answer = try connection.send(request)
                guard answer.status == 200 else { throw BenchFailure("A request was answered with \(answer.head)") }
                if answer.header(Self.mark) == number { break }
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    private static func since(_ start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .milliseconds(1) }

    /// Splits every route between the two versions.
    private static func patch(_ routes: [JSON], weight: Int, _ number: Int) -> JSON {
        let versions = [("v1", 100 - weight), ("v2", weight)]
        let destinations = versions.map { subset, weight -> JSON in
            ["destination": ["host": "product-service", "subset": .string(subset)], "weight": .integer(weight)]
        }
        let changed = routes.map { route -> JSON in
            var route = route
            route["route"] = .array(destinations)
            route["headers"] = ["response": ["set": [mark: .string("\(number)")]]]
            return route
        }
        return ["spec": ["http": .array(changed)]]
    }
}
