import KubeModel
import TestKit
import Testing

@Suite("Merge patch")
struct MergePatchTests {
    /// RFC 7386, appendix A: original, patch, result.
    static let cases = [
        (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
        (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
        (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
        (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
        (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
        (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
        (#"{"a":"foo"}"#, #"null"#, #"null"#),
        (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
        (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
        (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ]

    @Test("applies", arguments: cases)
    func applies(_ original: String, _ patch: String, _ result: String) throws {
        #expect(MergePatch.applied(try json(patch), to: try json(original)) == (try json(result)))
    }

    @Test("nulls in arrays stay")
    func keepsNullsInArrays() throws {
        #expect(MergePatch.applied(["a": [nil, ["b": nil]]], to: [:]).text == #"{"a":[null,{"b":null}]}"#)
    }

    @Test("the difference names only what differs")
    func difference() throws {
        let old = try json(#"{"same":{"a":1},"changed":{"b":1,"c":2},"gone":1,"list":[1,2]}"#)
        let new = try json(#"{"same":{"a":1},"changed":{"b":1,"c":3},"list":[1],"new":{"d":1}}"#)
        #expect(
            MergePatch.difference(from: old, to: new).text == #"{"changed":{"c":3},"gone":null,"list":[1],"new":{"d":1}}"#)
    }

    @Test("the difference of two values makes one of the other")
    func differenceApplies() {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let old = JSON.randomObject(depth: 4, using: &random)
            let new = JSON.randomObject(depth: 4, using: &random).withoutNulls
            let patch = MergePatch.difference(from: old, to: new)
            #expect(MergePatch.applied(patch, to: old) == new, "seed \(seed): \(old.text) to \(new.text) by \(patch.text)")
            #expect(MergePatch.difference(from: new, to: new) == [:], "seed \(seed)")
        }
    }
}

extension JSON {
    /// What a merge patch can make: no null members outside arrays.
    fileprivate var withoutNulls: JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !$0.value.isNull }.mapValues(\.withoutNulls))
    }
}
