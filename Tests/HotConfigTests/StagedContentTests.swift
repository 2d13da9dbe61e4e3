import Foundation
import HotConfig
import TestKit
import Testing

@Suite("A content that a share of the pods tries")
struct StagedContentTests {
    private static let staging = ConfigStaging(release: "uid-1", intent: 3, revision: "r7", percent: 25, below: ConfigStaging.positions / 4)

    private func entries(_ texts: [String: String]) -> [SourceEntry] {
        texts.map { SourceEntry(name: $0.key, bytes: Array($0.value.utf8)) }
    }

    /// A ConfigMap in the midst of a rollout: `below` is what decides.
    private func map(below: Int, plain: String = "threshold: 1", tried: String = "threshold: 2") throws -> [SourceEntry] {
        let staging = ConfigStaging(release: "uid-1", intent: 3, revision: "r7", percent: 25, below: below)
        return entries([
            "a.yaml": plain, "only-plain": "x", ".rollout": try staging.text, ".canary.a.yaml": tried, ".canary.only-tried": "y",
            "..data": "z", ".swp": "z",
        ])
    }

    @Test func withoutARolloutItIsWhatDoesNotBeginWithADot() {
        let content = StagedContent(entries(["a": "1", ".b": "2", "..data": "3", ".canary.a": "4"]), pod: "p")
        #expect(content.entries.map(\.name) == ["a"] && content.share == nil && content.fault == nil)
    }

    @Test func aPodOfTheShareUsesTheNewContentAndNothingElse() throws {
        let content = StagedContent(try map(below: ConfigStaging.positions), pod: "p")
        #expect(content.entries.map(\.name).sorted() == ["a.yaml", "only-tried"])
        #expect(content.entries.first { $0.name == "a.yaml" }?.format == .document)
        #expect(content.share == StagedShare(staging: try #require(content.share?.staging), isMember: true))
        #expect(content.share?.staging.revision == "r7" && content.share?.staging.percent == 25)
    }

    @Test(arguments: ["p", nil])
    func whoIsOutsideOrNoPodAtAllUsesThePlainContent(pod: String?) throws {
        let content = StagedContent(try map(below: pod == nil ? ConfigStaging.positions : 0), pod: pod)
        #expect(content.entries.map(\.name).sorted() == ["a.yaml", "only-plain"])
        #expect(content.share?.isMember == false && content.fault == nil)
    }

    @Test(
        arguments: [
            "", "no", "[]", "{}", #"{"release":"u","intent":1,"revision":"r7","percent":25}"#,
            #"{"release":"u","intent":1,"revision":"r7","percent":25,"below":-1}"#,
            #"{"release":"u","intent":1,"revision":"r7","percent":25,"below":9007199254740993}"#,
            #"{"release":"u","intent":1,"revision":"r7","percent":101,"below":1}"#,
            #"{"release":"","intent":1,"revision":"r7","percent":5,"below":1}"#,
            #"{"release":"u","intent":"1","revision":"r7","percent":5,"below":1}"#,
        ])
    func whatNoRolloutWritesIsAFaultAndChangesNothing(notice: String) {
        let content = StagedContent(entries(["a": "1", ".rollout": notice, ".canary.a": "2"]), pod: "p")
        #expect(content.entries.map(\.name) == ["a"] && content.share == nil)
        #expect(content.fault?.key == ".rollout" && content.fault?.value == nil)
    }

    @Test func aRolloutWithoutItsContentIsAFault() throws {
        for tried in [[:], [".canary.": "x", ".canary..hidden": "y"]] {
            let content = StagedContent(entries(["a": "1", ".rollout": try Self.staging.text].merging(tried) { $1 }), pod: "p")
            #expect(content.entries.map(\.name) == ["a"] && content.share == nil)
            #expect(content.fault?.reason.contains("r7") == true)
        }
    }

    @Test func membersOfALaterVersionAreLeftAlone() {
        let json = #"{"release":"u","intent":1,"revision":"r7","percent":25,"below":5,"colour":"red"}"#
        #expect(ConfigStaging(json: Array(json.utf8))?.below == 5)
    }

    @Test func whatIsWrittenIsRead() throws {
        #expect(ConfigStaging(json: Array(try Self.staging.text.utf8)) == Self.staging)
        let all = ConfigStaging(release: "u", intent: .max, revision: "r1", percent: 100, below: ConfigStaging.positions)
        #expect(ConfigStaging(json: Array(try all.text.utf8)) == all)
    }

    /// Or else a promotion, which writes the same content under its own keys, would have every pod of the share load it anew.
    @Test func theNewContentHasTheHashThatItWillHave() throws {
        let tried = SourceContent(StagedContent(try map(below: ConfigStaging.positions), pod: "p"), isAtomic: true)
        let promoted = SourceContent(StagedContent(entries(["a.yaml": "threshold: 2\n", "only-tried": "y"]), pod: "p"), isAtomic: true)
        #expect(tried.hash == promoted.hash && tried.entries == promoted.entries)
        let outside = SourceContent(StagedContent(try map(below: 0), pod: "p"), isAtomic: true)
        let before = SourceContent(StagedContent(entries(["a.yaml": "threshold: 1", "only-plain": "x"]), pod: "p"), isAtomic: true)
        #expect(outside.hash == before.hash)
    }

    /// The formula is part of the format: a controller and a pod of another version must agree on it.
    @Test(arguments: [
        ("uid-1", "order-service-v1-abc", 8_547_569_660_555_255), ("uid-2", "order-service-v1-abc", 5_058_120_943_093_406),
        ("", "", 1_258_476_763_107_368),
    ])
    func positionsStayAsTheyAre(release: String, pod: String, expected: Int) {
        #expect(ConfigStaging.position(of: pod, release: release) == expected)
    }

    @Test func sharesAreEvenAndDifferFromOneRolloutToTheNext() {
        let pods = (0..<2_000).map { "order-service-v1-7d9c-\($0)" }
        let firsts = Set(pods.filter { ConfigStaging.position(of: $0, release: "first") < ConfigStaging.positions / 4 })
        let seconds = Set(pods.filter { ConfigStaging.position(of: $0, release: "second") < ConfigStaging.positions / 4 })
        // Five standard deviations of a fair draw.
        #expect(abs(firsts.count - 500) < 97 && abs(seconds.count - 500) < 97)
        #expect(abs(firsts.intersection(seconds).count - 125) < 55)
    }

    @Test func aVolumeIsReadWithItsRollout() async throws {
        try await withTemporaryDirectory { path in
            var volume = try ConfigVolume(path: path)
            let all = ConfigStaging(release: "u", intent: 1, revision: "r7", percent: 100, below: ConfigStaging.positions)
            try volume.write(["a.yaml": "threshold: 1", ".rollout": try all.text, ".canary.a.yaml": "threshold: 2", ".hidden": "x"])
            let inside = try FileSourceReader(path: path, pod: "p").read()
            #expect(inside.entries.map { String(decoding: $0.bytes, as: UTF8.self) } == ["threshold: 2"] && inside.isAtomic)
            #expect(inside.share?.isMember == true)
            let outside = try FileSourceReader(path: path).read()
            #expect(outside.entries.map { String(decoding: $0.bytes, as: UTF8.self) } == ["threshold: 1"])
        }
    }
}
