import KubeModel
import MeshControl
import TestKit
import Testing

@Suite("Which versions of routing objects are in force")
struct AdmissionTests {
    private func object(_ name: String, _ revision: Int) -> (ObjectKey, KubeObject) {
        var object = KubeObject(.virtualServices, namespace: "shop", name: name)
        object["metadata", "uid"] = .string(name)
        object["spec"] = ["revision": .integer(revision)]
        return (ObjectKey(.virtualServices, namespace: "shop", name: name), object)
    }

    private func objects(_ revisions: [String: Int]) -> [ObjectKey: KubeObject] {
        Dictionary(uniqueKeysWithValues: revisions.map { object($0.key, $0.value) })
    }

    private func inForce(_ admission: MeshAdmission) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: admission.accepted.map { ($0.key.name, $0.value.spec["revision"].int ?? -1) })
    }

    private func key(_ name: String) -> ObjectKey { object(name, 0).0 }

    /// Answers every trial as proxies would that cannot take the objects of `bad`.
    private func decide(_ admission: inout MeshAdmission, bad: Set<String>) -> Int {
        var trials = 0
        while admission.hasUntried {
            trials += 1
            let tried = admission.candidates.filter { bad.contains("\($0.key.name)\($0.value.spec["revision"].int ?? 0)") }
            if tried.isEmpty {
                admission.settled()
            } else {
                let isOfUse = admission.rejected("bad")
                #expect(isOfUse)
            }
            if trials > 100 { break }
        }
        return trials
    }

    @Test func takesGoodOnesTogether() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1, "b": 1]))
        #expect(admission.verdict(on: key("a")) == .pending)
        #expect(decide(&admission, bad: []) == 1)
        #expect(inForce(admission) == ["a": 1, "b": 1])
        #expect(admission.verdict(on: key("a")) == .accepted)
    }

    @Test func aBadOneStaysAsItWasAndHoldsNoOtherUp() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1, "b": 1, "c": 1]))
        _ = decide(&admission, bad: [])
        admission.desire(objects(["a": 2, "b": 2, "c": 2]))
        #expect(decide(&admission, bad: ["b2"]) == 4)
        #expect(inForce(admission) == ["a": 2, "b": 1, "c": 2])
        #expect(admission.verdict(on: key("b")) == .refused("bad"))
        admission.desire(objects(["a": 2, "b": 3, "c": 2]))
        _ = decide(&admission, bad: ["b2"])
        #expect(inForce(admission) == ["a": 2, "b": 3, "c": 2])
    }

    @Test func aRefusedVersionIsNotTriedAgain() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1]))
        _ = decide(&admission, bad: ["a1"])
        admission.desire(objects(["a": 1]))
        #expect(!admission.hasUntried && inForce(admission) == [:])
    }

    @Test func whatIsDeletedIsOutAtOnce() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1, "b": 1]))
        _ = decide(&admission, bad: [])
        admission.desire(objects(["b": 1]))
        #expect(inForce(admission) == ["b": 1])
        #expect(Set(admission.candidates.keys) == [key("b")])
    }

    @Test func whatRefersToNothingHasAnotherChanceWithEveryTranslation() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1, "b": 1]))
        let fault = MeshFault(field: "spec", message: "is not there", isUnresolved: true)
        let isNews = [admission.found([key("a"): fault]), admission.found([key("a"): fault])]
        #expect(isNews == [true, false])
        #expect(Set(admission.candidates.keys) == [key("b")])
        #expect(admission.verdict(on: key("a")) == .unresolved("spec: is not there"))
        admission.settled()
        #expect(inForce(admission) == ["b": 1])
        admission.forgetFaults()
        admission.settled()
        #expect(inForce(admission) == ["a": 1, "b": 1])
    }

    @Test func aRejectionWithoutATrialIsNobodysFault() {
        var admission = MeshAdmission()
        admission.desire(objects(["a": 1]))
        _ = decide(&admission, bad: [])
        let isOfUse = admission.rejected("bad")
        #expect(!isOfUse)
        #expect(inForce(admission) == ["a": 1])
    }

    /// Whatever comes in whatever order: in the end exactly the good versions are in force, and a bad object's last good one.
    @Test(arguments: 0..<200)
    func endsWithTheLastGoodVersions(_ round: UInt64) {
        var generator = SeededGenerator(seed: round)
        var admission = MeshAdmission()
        var wanted: [String: Int] = [:]
        var lastGood: [String: Int] = [:]
        var bad: Set<String> = []
        for revision in 1...12 {
            for name in ["a", "b", "c", "d"] where Int.random(in: 0..<3, using: &generator) == 0 {
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: (wanted[name], lastGood[name]) = (nil, nil)
                case 1:
                    wanted[name] = revision
                    bad.insert("\(name)\(revision)")
                default:
                    wanted[name] = revision
                    lastGood[name] = revision
                }
            }
            admission.desire(objects(wanted))
            #expect(decide(&admission, bad: bad) < 20, "seed \(round)")
            #expect(inForce(admission) == lastGood, "seed \(round)")
        }
    }
}
