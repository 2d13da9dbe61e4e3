import Foundation
import Logging
import Synchronization
import Telemetry
import Testing

@Suite struct JSONLogHandlerTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        func append(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    @Test func everyLineIsOneObject() throws {
        let lines = Lines()
        var logger = Logger(label: "test") { label in JSONLogHandler(label: label, write: lines.append) }
        logger[metadataKey: "pod"] = "order-1"
        logger.info("a \"quoted\"\nmessage\u{1}", metadata: ["list": ["a", "b"], "nested": ["k": "\\v"]])
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix("}\n"))
        #expect(line.filter { $0 == "\n" }.count == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == "a \"quoted\"\nmessage\u{1}")
        #expect(object["level"] as? String == "info")
        #expect(object["pod"] as? String == "order-1")
        #expect(object["list"] as? [String] == ["a", "b"])
        #expect((object["nested"] as? [String: String])?["k"] == "\\v")
    }

    @Test func saysNothingBelowItsLevel() {
        let lines = Lines()
        let logger = Logger(label: "test") { label in JSONLogHandler(label: label, level: .warning, write: lines.append) }
        logger.info("quiet")
        #expect(lines.all.isEmpty)
    }
}
