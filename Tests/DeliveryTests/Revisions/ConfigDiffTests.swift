import Delivery
import Testing

@Suite("What differs between two revisions")
struct ConfigDiffTests {
    private func diff(_ old: [String: String], _ new: [String: String]) -> ConfigDiff {
        ConfigDiff(ConfigContent(texts: old), ConfigContent(texts: new), names: ("r1", "r2"))
    }

    @Test func aChangedLineStandsInItsSurroundings() {
        let old = (1...12).map { "key\($0): \($0)" }.joined(separator: "\n") + "\n"
        let new = old.replacing("key6: 6", with: "key6: six")
        #expect(
            diff(["a.yaml": old], ["a.yaml": new]).text == """
                --- r1/a.yaml
                +++ r2/a.yaml
                @@ -3,7 +3,7 @@
                 key3: 3
                 key4: 4
                 key5: 5
                -key6: 6
                +key6: six
                 key7: 7
                 key8: 8
                 key9: 9
                """)
    }

    @Test func changesThatAreFarApartAreTwoHunksAndNearOnesAreOne() {
        let old = (1...20).map { "\($0)" }
        func changed(_ lines: Int...) -> LineDiff {
            var new = old
            for line in lines { new[line - 1] = "x" }
            return LineDiff(old.joined(separator: "\n"), new.joined(separator: "\n"))
        }
        #expect(changed(2, 18).hunks.count == 2 && changed(2, 9).hunks.count == 1)
        #expect(changed(2, 18).text.split(separator: "\n").filter { $0.hasPrefix("@@") } == ["@@ -1,5 +1,5 @@", "@@ -15,6 +15,6 @@"])
    }

    @Test func keysThatComeAndGoAreShownWhole() {
        let text = diff(["a": "1", "b": "2"], ["a": "1", "c": "3\n4"]).text
        #expect(text == "--- r1/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-2\n--- /dev/null\n+++ r2/c\n@@ -0,0 +1,2 @@\n+3\n+4")
    }

    @Test func whatPodsCannotTellApartIsNoDifference() {
        #expect(diff(["a": "1\n2\n"], ["a": "1\r\n2"]).isEmpty)
        #expect(diff(["a": "1"], ["a": "1"]).isEmpty)
        #expect(!diff(["a": ""], [:]).isEmpty)
    }

    @Test func bytesAreOnlySaidToDiffer() {
        let diff = ConfigDiff(
            ConfigContent(texts: [:], binaries: ["logo": "AA=="]), ConfigContent(texts: [:], binaries: ["logo": "AQ=="]),
            names: ("r1", "r2"))
        #expect(diff.text == "Binary key logo changed")
    }
}
