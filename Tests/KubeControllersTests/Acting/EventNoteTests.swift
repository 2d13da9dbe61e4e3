import KubeControllers
import KubeModel
import Testing

@Suite struct EventNoteTests {
    @Test func `The same thing told again is the same event, counted up`() throws {
        let pod = Samples.pod("p")
        let note = EventNote(.warning, about: pod, reason: "FailedScheduling", "why", from: "default-scheduler")
        #expect(note.name == EventNote(.warning, about: pod, reason: "FailedScheduling", "why", from: "default-scheduler").name)
        #expect(note.name != EventNote(.warning, about: pod, reason: "FailedScheduling", "why else", from: "default-scheduler").name)
        #expect(try Regex("p\\.[0-9a-f]{16}").wholeMatch(in: note.name) != nil)
        let event = note.event(at: Samples.start.text)
        #expect(event["involvedObject"] == ["apiVersion": "v1", "kind": "Pod", "namespace": "shop", "name": "p", "uid": "uid-p"])
        #expect(event["count"] == 1)
        let later = Samples.start + .seconds(60)
        let again = KubeObject(try note.repetition(of: event, at: later.text).applied(to: event.json, schema: nil))
        #expect(again["count"] == 2)
        #expect(again["firstTimestamp"].string == Samples.start.text)
        #expect(again["lastTimestamp"].string == later.text)
    }

    @Test func `What has no namespace is told in the default one`() {
        #expect(EventNote(about: Samples.node("a"), reason: "NodeReady", "", from: "x").namespace == "default")
    }

    @Test func `A condition keeps its time while its status stays`() {
        var object = Samples.pod("p")
        object.status = [:]
        var list = ConditionList(of: object)
        list.set(Condition("Available", .no, reason: "A", ""), at: "t1")
        list.set(Condition("Available", .no, reason: "B", ""), at: "t2")
        #expect(list["Available"]?.lastTransitionTime == "t1")
        #expect(list["Available"]?.reason == "B")
        list.set(Condition("Available", .yes, reason: "B", ""), at: "t3")
        #expect(list["Available"]?.lastTransitionTime == "t3")
        list.remove("Available")
        #expect(list.json == [])
    }
}
