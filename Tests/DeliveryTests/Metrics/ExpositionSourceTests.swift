import Synchronization
import Testing

import Delivery

@Suite("Asking an exposition")
struct ExpositionSourceTests {
    @Test func asksOnceForAllSelectors() async throws {
        let server = PlayedServer { _ in .text("# TYPE a counter\na{x=\"1\"} 1\na{x=\"2\"} 2\nb 3\n") }
        try await server.serve { url, http in
            let source = ExpositionSource(url: url + "/metrics", http: http, timeout: .seconds(20))
            #expect(source.name == "exposition at \(url)/metrics")
            let found = try await source.read(["a{x!=\"1\"}", "b", "c", "a{x!=\"1\"}"])
            #expect(found.map { $0.map(\.value) } == [[2], [3], [], [2]])
            #expect(found[0][0].labels == ["__name__": "a", "x": "2"])
            #expect(server.requests == [.init(method: "GET", path: "/metrics", authorization: nil, form: [:])])
        }
    }

    @Test func readsEachTimeAnew() async throws {
        let count = Mutex(0)
        let server = PlayedServer { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return .text("a \(number)\n")
        }
        try await server.serve { url, http in
            let source = ExpositionSource(url: url, http: http, timeout: .seconds(20))
            for value in [1.0, 2, 3] {
                let found = try await source.read(["a"])
                #expect(found[0].map(\.value) == [value])
            }
        }
    }

    /// What a server may do instead of telling its metrics, and a piece of what is said about it.
    private static let faults: [(PlayedServer.Answer, String)] = [
        (.text("a 1\n", status: 500), "it answered 500"),
        (.text("", status: 404), "it answered 404"),
        (.moved(to: "/elsewhere"), "it answered 307"),
        (.text("<html>\n<body>a 1</body>\n", type: nil), "line 1 of the exposition: neither"),
        (.text("a 1\n", type: "text/html"), "it answered with text/html"),
        (.json("{\"a\": 1}"), "it answered with application/json"),
        (.text("b 1\na 12"), "line 2 of the exposition: it ends in the middle of a line"),
        (.text("a{x=\"\u{fffd}\n"), "line 1"),
        (.text(String(repeating: "b 1\n", count: 5_000)), "more than 10000 bytes"),
        (.stalled(after: "a 1\n"), "no whole answer within 0.3 seconds"),
        (.silence, "no whole answer within 0.3 seconds"),
        (.cut(after: "a 1\n"), "cannot be reached"),
    ]

    @Test(arguments: faults.indices) func tellsWhatIsWrong(_ index: Int) async throws {
        let (answer, message) = Self.faults[index]
        try await PlayedServer { _ in answer }.serve { url, http in
            let source = ExpositionSource(url: url, http: http, timeout: answer.patience, limit: 10_000)
            let start = ContinuousClock.now
            let failure = await #expect(throws: MetricSourceFailure.self) { try await source.read(["a"]) }
            #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
            #expect(start.duration(to: .now) < .seconds(5))
        }
    }

    @Test func nobodyIsThere() async throws {
        let urls = Mutex<String?>(nil)
        try await PlayedServer { _ in .silence }.serve { url, _ in urls.withLock { $0 = url } }
        let gone = try #require(urls.withLock { $0 })
        try await PlayedServer { _ in .silence }.serve { _, http in
            let start = ContinuousClock.now
            let failure = await #expect(throws: MetricSourceFailure.self) {
                try await ExpositionSource(url: gone, http: http, timeout: .seconds(20)).read(["a"])
            }
            #expect(start.duration(to: .now) < .seconds(10), "a refused connection is told of at once")
            #expect(failure?.message == "cannot be reached: Connection refused")
            let nonsense = await #expect(throws: MetricSourceFailure.self) {
                try await ExpositionSource(url: "no url", http: http).read(["a"])
            }
            #expect(nonsense?.message == "`no url` is no URL")
        }
    }

    @Test func aSelectorThatIsNoneIsToldOfWithoutAsking() async throws {
        let server = PlayedServer { _ in .text("a 1\n") }
        try await server.serve { url, http in
            let failure = await #expect(throws: MetricSourceFailure.self) {
                try await ExpositionSource(url: url, http: http, timeout: .seconds(20)).read(["a", "sum(a)"])
            }
            #expect(failure?.message.hasPrefix("`sum(a)` at character 4: an expression") == true, "\(failure?.message ?? "")")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func isCalledOffWithItsTask() async throws {
        try await PlayedServer { _ in .silence }.serve { url, http in
            let source = ExpositionSource(url: url, http: http, timeout: .seconds(20))
            let start = ContinuousClock.now
            let failure = await withTaskGroup(of: MetricSourceFailure?.self) { group in
                group.addTask {
                    do throws(MetricSourceFailure) {
                        _ = try await source.read(["a"])
                        return nil
                    } catch {
                        return error
                    }
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failure?.message == "the question was called off")
            #expect(start.duration(to: .now) < .seconds(5))
        }
    }
}
