import KubeModel
import TestKit
import Testing

@Suite("Sets of fields")
struct FieldSetTests {
    @Test(
        "reads and writes FieldsV1",
        arguments: [
            #"{}"#,
            #"{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{}}}"#,
            #"{"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:name":{}}}}}"#,
            #"{"f:list":{"i:0":{}},"f:metadata":{"f:finalizers":{"v:\"souk.dev/x\"":{}}}}"#,
        ])
    func roundTrip(_ text: String) throws {
        let set = try #require(FieldSet(fieldsV1: json(text)))
        #expect(set.fieldsV1.text == text)
    }

    @Test("refuses what is no FieldsV1", arguments: ["[]", #"{"replicas":{}}"#, #"{"f:a":1}"#, #"{"x:a":{}}"#, #"{"":{}}"#])
    func refuses(_ text: String) throws {
        #expect(FieldSet(fieldsV1: try json(text)) == nil)
    }

    @Test("tells paths as messages show them")
    func paths() throws {
        let set = try #require(
            FieldSet(
                fieldsV1: json(
                    #"{"f:metadata":{"f:finalizers":{"v:\"x\"":{}},"f:labels":{".":{}}},"f:spec":{"f:ports":{"#
                        + #""k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}},"f:list":{"i:3":{}}}}"#)))
        #expect(
            set.paths == [
                #".metadata.finalizers[="x"]"#, ".metadata.labels", ".spec.list[3]", #".spec.ports[port=80,protocol="TCP"]"#,
                #".spec.ports[port=80,protocol="TCP"].name"#,
            ])
    }

    @Test("behaves as sets of paths do")
    func algebra() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let left = Self.random(depth: 3, using: &random)
            let right = Self.random(depth: 3, using: &random)
            let (a, b) = (Set(left.paths), Set(right.paths))
            #expect(Set(left.union(right).paths) == a.union(b), "seed \(seed)")
            #expect(Set(left.intersection(right).paths) == a.intersection(b), "seed \(seed)")
            #expect(Set(left.subtracting(right).paths) == a.subtracting(b), "seed \(seed)")
            #expect(left.subtracting(right).union(left.intersection(right)) == left, "seed \(seed)")
            #expect(left.subtracting(left).isEmpty, "seed \(seed)")
            #expect(FieldSet(fieldsV1: left.fieldsV1) == left, "seed \(seed)")
        }
    }

    private static func random(depth: Int, using random: inout SeededGenerator) -> FieldSet {
        FieldSet(fieldsV1: fields(depth: depth, using: &random)) ?? FieldSet()
    }

    private static func fields(depth: Int, using random: inout SeededGenerator) -> JSON {
        var fields: [String: JSON] = [:]
        if depth == 0 { return [:] }
        for step in [".", "f:a", "f:b", #"k:{"name":"x"}"#, "v:1"] where Bool.random(using: &random) {
            fields[step] = step == "." ? [:] : Self.fields(depth: depth - 1, using: &random)
        }
        return .object(fields)
    }
}
