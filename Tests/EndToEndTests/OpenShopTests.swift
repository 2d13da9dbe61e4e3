import Foundation
import ProductAPI
import TestKit
import Testing

/// What `make up` promises, in a terminal.
@Suite(.serialized) struct OpenShopTests {
    @Test(.timeLimit(.minutes(2))) func opensWithItsCatalogueAndTakesTheOrderOfTheReadme() async throws {
        try await OpenShop.withShop { shop in
            var handles: [String] = []
            var next: String? = ""
            while let cursor = next {
                let query = cursor.isEmpty ? "" : "&after=\(cursor)"
                let page = try await HTTP.get("\(shop.url)/api/products?limit=50\(query)").decode(ProductPage.self)
                handles.append(contentsOf: page.items.map(\.handle))
                next = page.next
            }
            #expect(handles.count == 194)
            #expect(Set(handles).count == 194)

            let commands = try Self.readmeCommands(shop: shop.url)
            let log = shop.home + "/readme.log"
            let status = try await ChildProcess.start(
                "/bin/bash", ["-euo", "pipefail", "-c", commands], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], log: log
            ).waitForExit(within: .seconds(30))
            let output = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            #expect(status == 0, "\(output)")
            #expect(output.contains("\"status\": \"confirmed\""), "\(output)")
            #expect(try await SoukBinary.run(["audit", "--home", shop.home], in: shop.home).status == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func saysWhatIsWrongWithItsPortAndItsFolder() async throws {
        try await OpenShop.withShop { shop in
            let port = shop.url.split(separator: ":")[2]
            let second = try await SoukBinary.run(["dev", "--home", shop.home], in: shop.home)
            #expect(second.status == 1)
            #expect(second.output.contains("is open already"), "\(second.output)")
            let other = try await SoukBinary.run(["dev", "--port", "\(port)", "--home", shop.home + "-2"], in: shop.home)
            #expect(other.status == 1)
            #expect(other.output.contains("is in use"), "\(other.output)")
        }
    }

    /// The shell block under "Buy something" in the README, for the shop of this test.
    private static func readmeCommands(shop: String) throws -> String {
        let readme = try String(contentsOfFile: "README.md", encoding: .utf8)
        let section = try #require(readme.components(separatedBy: "## Buy something").dropFirst().first)
        let block = try #require(section.components(separatedBy: "```sh\n").dropFirst().first?.components(separatedBy: "```").first)
        return block.replacing("shop=http://127.0.0.1:8080", with: "shop=\(shop)")
    }
}
