import KubeClient
import KubeModel
import Testing

@Suite("Contract: lists")
struct ListTests {
    @Test("labels and fields select")
    func selectors() async throws {
        try await withContract { contract in
            try await contract.create(contract.secret("a", labels: ["app": "web", "tier": "front"]))
            try await contract.create(contract.secret("b", labels: ["app": "web"]))
            try await contract.create(contract.secret("c", labels: ["app": "db", "tier": "back"]))
            try await contract.create(contract.secret("d"))
            let byLabels: [(String, [String])] = [
                ("app=web", ["a", "b"]), ("app==db", ["c"]), ("app!=web", ["c", "d"]), ("app in (web,db)", ["a", "b", "c"]),
                ("app notin (web)", ["c", "d"]), ("tier", ["a", "c"]), ("!tier", ["b", "d"]), ("app=web,!tier", ["b"]), ("app=other", []),
            ]
            for (selector, names) in byLabels { #expect(try await contract.names([("labelSelector", selector)]) == names, "\(selector)") }
            let byFields: [(String, [String])] = [
                ("metadata.name=c", ["c"]), ("metadata.name!=c", ["a", "b", "d"]), ("type=Opaque", ["a", "b", "c", "d"]),
                ("type=kubernetes.io/tls", []), ("metadata.namespace=default", []),
            ]
            for (selector, names) in byFields { #expect(try await contract.names([("fieldSelector", selector)]) == names, "\(selector)") }
            #expect(try await contract.names([("labelSelector", "app=web"), ("fieldSelector", "metadata.name=b")]) == ["b"])
        }
    }

    @Test("what selects nothing that could be is a bad request", arguments: ["labelSelector", "fieldSelector"])
    func badSelectors(parameter: String) async throws {
        try await withContract { contract in
            let texts =
                parameter == "labelSelector" ? ["a in", "=x", "a=b=c", "a in ("] : ["metadata.name", "data.key=x", "spec.nodeName=x"]
            for text in texts {
                let refusal = try await #require(throws: StatusError.self) { try await contract.names([(parameter, text)]) }
                #expect(refusal.code == 400, "\(text)")
                #expect(refusal.reason == .badRequest, "\(text)")
            }
        }
    }

    @Test("all namespaces are listed at once, each object with its own")
    func allNamespaces() async throws {
        try await withContract { contract in
            let made = try await contract.create(contract.secret("a", labels: ["contract": contract.namespace]))
            let selector = ObjectSelector(labels: LabelSelector(matching: ["contract": contract.namespace]))
            let list = try await contract.client.list(.secrets, namespace: nil, selector: selector)
            #expect(list.items.map(\.namespace) == [contract.namespace])
            #expect(list.items.map(\.uid) == [made.uid])
        }
    }

    @Test("pages show the objects as they were when the first was read")
    func pages() async throws {
        try await withContract { contract in
            for name in ["a", "b", "d", "e", "f"] { try await contract.create(contract.secret(name)) }
            let first = try await contract.page(limit: 2)
            #expect(first["kind"] == "SecretList")
            #expect(first["items"].names == ["a", "b"])
            #expect(first["metadata"]["remainingItemCount"] == 3)
            try await contract.create(contract.secret("c"))
            try await contract.client.delete(contract.key("e"))
            var (names, token) = (first["items"].names, try #require(first["metadata"]["continue"].string))
            while !token.isEmpty {
                let page = try await contract.page(limit: 2, after: token)
                #expect(page["items"].names.count <= 2)
                #expect(page["metadata"]["resourceVersion"] == first["metadata"]["resourceVersion"])
                names += page["items"].names
                token = page["metadata"]["continue"].string ?? ""
            }
            #expect(names == ["a", "b", "d", "e", "f"])
            #expect(try await contract.names() == ["a", "b", "c", "d", "f"])
        }
    }

    @Test("a page that is asked for too late is refused as expired, or shows the old objects")
    func latePage() async throws {
        try await withContract(changesKept: 20) { contract in
            for name in ["a", "b", "c"] { try await contract.create(contract.secret(name)) }
            let first = try await contract.page(limit: 1)
            let token = try #require(first["metadata"]["continue"].string)
            for round in 0..<30 {
                try await contract.client.patch(contract.key("c"), .merge(["stringData": ["round": .string("\(round)")]]))
            }
            do {
                let second = try await contract.page(after: token)
                #expect(!contract.forgetsEarly)
                #expect(second["items"].names == ["b", "c"])
                #expect(second["items"][1]["data"].isNull)
            } catch let refusal as StatusError {
                #expect(refusal.code == 410)
                #expect(refusal.reason == .expired)
            }
            let refusal = try await #require(throws: StatusError.self) { try await contract.page(after: "no-token!") }
            #expect(refusal.code == 400)
        }
    }
}
