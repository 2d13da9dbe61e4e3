import Testing

import LocalCluster

@Suite("Fields that stand twice")
struct RepeatedFieldsTests {
    @Test(
        "each is told once, with its path",
        arguments: [
            (#"{}"#, []), (#"[]"#, []), (#"1"#, []), (#"{"a":1,"b":{"a":2}}"#, []),
            (#"{"a":1,"a":2}"#, ["a"]), (#"{"a":1,"a":2,"a":3}"#, ["a"]), (#"{"a":1, "\u0061" : 2}"#, ["a"]),
            (#"{"spec":{"ports":[{"name":"x"},{"name":"y","port":1,"name":"z"}]}}"#, ["spec.ports[1].name"]),
            (#"{"b":{"x":[],"x":{}},"a":null,"b":"}{\",\"b\":","a":true}"#, ["b.x", "b", "a"]),
            (#" { "a" : [ [ { "k" : -1.5e3 , "k" : false } ] ] } "#, ["a[0][0].k"]),
            (#"[{"op":"add","op":"remove"}]"#, ["[0].op"]),
        ] as [(String, [String])])
    func paths(text: String, expected: [String]) {
        #expect(RepeatedFields.paths(in: Array(text.utf8)) == expected)
    }

    @Test("a text that is no JSON does no harm", arguments: [#"{"a"#, #"{"a":"\"#, "[1,", "{", #""\"#, "", "{]"])
    func broken(text: String) {
        #expect(RepeatedFields.paths(in: Array(text.utf8)).isEmpty)
    }
}
