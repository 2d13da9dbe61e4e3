import KubeClient
import KubeModel
import Testing

@Suite("Contract: watches")
struct WatchTests {
    @Test("a watch goes on from any version without a gap and without telling anything twice")
    func resumes() async throws {
        try await withContract { contract in
            let start = try await contract.version()
            try await contract.create(contract.secret("a"))
            try await contract.create(contract.secret("b"))
            try await contract.client.patch(contract.key("a"), .merge(["stringData": ["k": "1"]]))
            try await contract.client.delete(contract.key("b"))
            try await contract.create(contract.secret("c"))
            let all = try await contract.events(after: start, count: 5)
            #expect(all.map(\.summary) == ["added a", "added b", "modified a", "deleted b", "added c"])
            for seen in 1..<5 {
                let rest = try await contract.events(after: all[seen - 1].version, count: 5 - seen)
                #expect(rest == Array(all[seen...]), "after event \(seen)")
            }
        }
    }

    @Test("what is written while a watch is under way is told in its order")
    func live() async throws {
        try await withContract { contract in
            let start = try await contract.version()
            async let told = contract.events(after: start, count: 40)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for index in 0..<5 {
                            let made = try await contract.create(contract.secret("s\(writer)-\(index)"))
                            try await contract.client.delete(contract.key(made.name), DeleteOptions(uid: made.uid))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let events = try await told
            #expect(events == (try await contract.events(after: start, count: 40)), "a second watch tells the same")
            for writer in 0..<4 {
                let own = events.map(\.summary).filter { $0.contains(" s\(writer)-") }
                #expect(own == (0..<5).flatMap { ["added s\(writer)-\($0)", "deleted s\(writer)-\($0)"] })
            }
            #expect(Set(events.map(\.version)).count == 40)
        }
    }

    @Test("an object comes into a selected watch and leaves it as its labels change")
    func selected() async throws {
        try await withContract { contract in
            let start = try await contract.version()
            func label(_ value: JSON) async throws {
                try await contract.client.patch(contract.key("a"), .merge(["metadata": ["labels": ["app": value]]]))
            }
            try await contract.create(contract.secret("a"))
            try await label("web")
            try await label("db")
            try await label("web")
            try await contract.client.delete(contract.key("a"))
            let web = LabelSelector(matching: ["app": "web"])
            let events = try await contract.events(labels: web, after: start, count: 4)
            #expect(events.map(\.summary) == ["added a", "deleted a", "added a", "deleted a"])
        }
    }

    @Test("a watch without a version begins with what there is")
    func fromNothing() async throws {
        try await withContract { contract in
            try await contract.create(contract.secret("a"))
            try await contract.create(contract.secret("b"))
            for version in ["", "0"] {
                let events = try await contract.events(after: version, count: 2)
                #expect(Set(events.map(\.summary)) == ["added a", "added b"], "version '\(version)'")
            }
        }
    }

    @Test("a bookmark says from where to go on")
    func bookmarks() async throws {
        try await withContract { contract in
            let start = try await contract.version()
            try await contract.create(contract.secret("a"))
            let path = contract.path()
            let query = [
                ("watch", "true"), ("allowWatchBookmarks", "true"), ("timeoutSeconds", "10"), ("resourceVersion", start),
            ]
            let answer = try await contract.send("GET", path, query.map { (name: $0.0, value: $0.1) })
            let lines = try String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(lines.first?["type"] == "ADDED")
            let bookmark = try #require(lines.last { $0["type"] == "BOOKMARK" }, "a watch ends with a bookmark")
            #expect(bookmark["object"]["kind"] == "Secret")
            let version = try #require(bookmark["object"]["metadata"]["resourceVersion"].string)
            try await contract.create(contract.secret("b"))
            let events = try await contract.events(after: version, count: 1)
            #expect(events.map(\.summary) == ["added b"])
        }
    }

    @Test("a watch from a version that is no longer kept is refused as expired, and one that is not refused misses nothing")
    func expired() async throws {
        try await withContract(changesKept: 20) { contract in
            let start = try await contract.version()
            try await contract.create(contract.secret("a"))
            for round in 1..<30 {
                try await contract.client.patch(contract.key("a"), .merge(["stringData": ["round": .string("\(round)")]]))
            }
            for version in [start, "1"] {
                do {
                    let events = try await contract.events(after: version, count: 30)
                    #expect(!contract.forgetsEarly)
                    #expect(events.map(\.summary) == ["added a"] + Array(repeating: "modified a", count: 29))
                } catch let refusal as StatusError {
                    #expect(refusal.code == 410)
                    #expect([.expired, .gone].contains(refusal.reason))
                    #expect(refusal.message.contains("too old resource version"))
                }
            }
            // Whoever is refused lists again and goes on from there.
            let fresh = try await contract.version()
            try await contract.create(contract.secret("b"))
            #expect(try await contract.events(after: fresh, count: 1).map(\.summary) == ["added b"])
        }
    }

    @Test("what is no version is a bad request")
    func badVersion() async throws {
        try await withContract { contract in
            let refusal = try await #require(throws: StatusError.self) { try await contract.events(after: "yesterday", count: 1) }
            #expect([400, 422].contains(refusal.code))
        }
    }
}
