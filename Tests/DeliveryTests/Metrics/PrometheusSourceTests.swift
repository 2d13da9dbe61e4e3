import Foundation
import TestKit
import Testing

import Delivery

@Suite("Asking a Prometheus")
struct PrometheusSourceTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000.25)

    private static func vector(_ elements: String, more: String = "") -> String {
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[\(elements)]}\(more)}"
    }

    private static let one = #"{"metric":{"__name__":"a","x":"1"},"value":[1780000000.25,"5"]}"#

    @Test func asksEverySelectorForTheSameTime() async throws {
        let server = PlayedServer { asked in
            switch asked.form["query"] {
            case "a{x=~\"1|+& %é\"}":
                .json(Self.vector(Self.one + #",{"metric":{"x":"2"},"value":[1,"NaN"]},{"metric":{},"value":[1,"+Inf"]}"#))
            case "sum by (x) (rate(b[5m]))": .json(Self.vector(#"{"metric":{"x":"3"},"value":[1,"0.5"]}"#, more: #","infos":["well"]"#))
            default: .json(Self.vector(""))
            }
        }
        try await server.serve { url, http in
            let source = PrometheusSource(url: url + "/prom/", http: http, timeout: .seconds(20)) { Self.now }
            #expect(source.name == "Prometheus at \(url)/prom")
            let found = try await source.read(["a{x=~\"1|+& %é\"}", "c", "sum by (x) (rate(b[5m]))", "c"])
            #expect(found.map(\.count) == [3, 0, 1, 0])
            #expect(found[0][0] == MetricSeries(labels: ["__name__": "a", "x": "1"], value: 5))
            #expect(found[0][1].value.isNaN && found[0][2].value == .infinity)
            #expect(found[2] == [MetricSeries(labels: ["x": "3"], value: 0.5)])
            // The same selector is asked once.
            #expect(server.requests.count == 3)
            #expect(server.requests.allSatisfy { $0.form["time"] == "1780000000.250" && $0.path == "/prom/api/v1/query" })
            #expect(server.requests.allSatisfy { $0.method == "POST" && $0.authorization == nil })
        }
    }

    /// What a Prometheus may answer to one of two selectors, and a piece of what is said about it.
    private static let faults: [(PlayedServer.Answer, String)] = [
        (.json(#"{"status":"error","errorType":"bad_data","error":"parse error: no"}"#, status: 400), "400, bad_data: parse error: no"),
        (.json(#"{"status":"error","errorType":"timeout","error":"query timed out"}"#, status: 503), "503, timeout: query timed out"),
        (.json(#"{"status":"error"}"#), "200, error"),
        (.json(vector(one), status: 500), "answered 500"),
        (.json(vector(one, more: #","warnings":["store b: no connection"]"#)), "may be incomplete: store b: no connection"),
        (.json(#"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#), "is a scalar, not an instant vector"),
        (.json(#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#), "is a matrix"),
        (.json(#"{"status":"success"}"#), "is a nothing"),
        (.json(vector(#"{"metric":{},"histogram":[1,{}]}"#)), "native histograms"),
        (.json(vector(#"{"metric":{}}"#)), "has no value"),
        (.json(vector(#"{"metric":{},"value":[1,"x"]}"#)), "has no value"),
        (.json(vector(#"{"value":[1,"1"]}"#)), "has no value"),
        (.json("{\"status\":\"success\",\"data\""), "no JSON of Prometheus"),
        (.text("<html>", status: 502, type: "text/html"), "answered 502 and no JSON of Prometheus"),
        (.json(vector(Array(repeating: one, count: 200).joined(separator: ","))), "more than 10000 bytes"),
        (.stalled(after: "{\"status\":"), "no whole answer within 0.3 seconds"),
        (.silence, "no whole answer within 0.3 seconds"),
        (.cut(after: "{"), "cannot be reached"),
    ]

    @Test(arguments: faults.indices) func oneFailureIsAFailureOfAll(_ index: Int) async throws {
        let (answer, message) = Self.faults[index]
        let server = PlayedServer { $0.form["query"] == "bad" ? answer : .json(Self.vector(Self.one)) }
        try await server.serve { url, http in
            let source = PrometheusSource(url: url, http: http, timeout: answer.patience, limit: 10_000)
            let start = ContinuousClock.now
            let failure = await #expect(throws: MetricSourceFailure.self) { try await source.read(["good", "bad", "good2"]) }
            let said = failure?.message ?? ""
            // On a busy machine a sound answer may come too late for those that only wait for a moment.
            #expect(said.contains(message) && (answer.patience < .seconds(1) || said.hasPrefix("`bad`: ")), "\(said)")
            #expect(start.duration(to: .now) < .seconds(20))
            let good = try await PrometheusSource(url: url, http: http, timeout: .seconds(30)).read(["good"])
            #expect(good[0].count == 1)
        }
    }

    @Test func sendsTheTokenAsItIsNow() async throws {
        let server = PlayedServer { _ in .json(Self.vector("")) }
        try await withTemporaryDirectory { folder in
            let file = folder + "/token"
            try await server.serve { url, http in
                let source = PrometheusSource(url: url, tokenFile: file, http: http, timeout: .seconds(20))
                for token in ["first.token", "second.token"] {
                    try "\(token)\n".write(toFile: file, atomically: true, encoding: .utf8)
                    _ = try await source.read(["a"])
                    #expect(server.requests.last?.authorization == "Bearer \(token)")
                }
                let asked = server.requests.count
                for (content, message) in [("  \n", "holds no token"), ("se cret\r\nx: y", "holds no token"), (nil, "cannot be read")] {
                    if let content {
                        try content.write(toFile: file, atomically: true, encoding: .utf8)
                    } else {
                        try FileManager.default.removeItem(atPath: file)
                    }
                    let failure = await #expect(throws: MetricSourceFailure.self) { try await source.read(["a"]) }
                    #expect(failure?.message == "the token's file \(file) \(message)")
                }
                #expect(server.requests.count == asked)
            }
        }
    }

    /// What a server says back about a token is not passed on either, because it is not looked at.
    @Test func noMessageShowsTheToken() async throws {
        let answers: [PlayedServer.Answer] = [.text("no", status: 401), .silence, .cut(after: "x")]
        for answer in answers {
            try await withTemporaryDirectory { folder in
                let file = folder + "/token"
                try "very-secret".write(toFile: file, atomically: true, encoding: .utf8)
                try await PlayedServer { _ in answer }.serve { url, http in
                    let source = PrometheusSource(url: url, tokenFile: file, http: http, timeout: .milliseconds(200))
                    let failure = await #expect(throws: MetricSourceFailure.self) { try await source.read(["a"]) }
                    #expect(failure?.message.contains("very-secret") == false)
                }
            }
        }
    }
}
