import KubeModel
import Testing

@Suite("Field selectors")
struct FieldSelectorTests {
    private static let pod = KubeObject([
        "metadata": ["name": "web-1"], "spec": ["nodeName": "zone-a", "priority": 3], "status": ["phase": "Running", "ready": true],
    ])

    @Test(
        "reads and matches",
        arguments: [
            ("", true), ("metadata.name=web-1", true), ("metadata.name==web-1,status.phase!=Failed", true),
            ("status.phase!=Running", false),
            ("spec.nodeName=", false), ("spec.hostname=", true), ("spec.priority=3", true), ("status.ready=true", true), ("a=b,", false),
        ])
    func matches(_ text: String, _ result: Bool) throws {
        #expect(try FieldSelector(parsing: text).matches(Self.pod) == result)
    }

    @Test("escapes stand for plain signs")
    func escapes() throws {
        let selector = try FieldSelector(parsing: #"a=b\,c,d=e\=f,g=\\"#)
        #expect(selector.requirements.map(\.value) == ["b,c", "e=f", #"\"#])
        #expect(selector.text == #"a=b\,c,d=e\=f,g=\\"#)
        #expect(try FieldSelector(parsing: selector.text) == selector)
    }

    @Test(
        "names what is wrong",
        arguments: [
            ("metadata.name", #"can't understand "metadata.name""#), ("=a", "can't understand"), ("a!b", "can't understand"),
            (#"a=b\c"#, #"invalid escape sequence "\c""#), ("a=b=c", "unescaped '='"), (#"a=b\"#, #"a '\' ends the value"#),
        ])
    func refuses(_ text: String, _ reason: String) {
        let fault = #expect(throws: SelectorFault.self) { try FieldSelector(parsing: text) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
        #expect(fault?.reason.contains("invalid field selector \"\(text)\"") == true)
    }
}
