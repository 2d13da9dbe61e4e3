import Delivery
import HotConfig
import KubeModel
import ReleaseEngine
import Testing

@Suite("What a rollout writes into the ConfigMap")
struct ConfigMapEditTests {
    private let intent = RouteIntent(release: "uid-7", number: 3)

    private func written(_ state: ConfigCase, share: Int) throws -> ConfigMapPicture? {
        guard let edit = ConfigMapEdit(try state.view, share: share, intent: intent) else { return nil }
        var main = try state.main
        try edit.apply(to: &main)
        let once = main
        try edit.apply(to: &main)
        #expect(main == once, "done twice, it comes to the same")
        return ConfigMapPicture(main)
    }

    private func promoted(_ state: ConfigCase, _ version: String) throws -> ConfigMapPicture? {
        guard let edit = ConfigMapEdit(try state.view, promoting: version) else { return nil }
        var main = try state.main
        try edit.apply(to: &main)
        return ConfigMapPicture(main)
    }

    @Test(arguments: [1, 25, 50, 99, 100])
    func aShareTriesTheNewContentAndThePlainOneStays(percent: Int) throws {
        var state = ConfigCase()
        state.state = ConfigCase.begun()
        let picture = try #require(try written(state, share: percent))
        #expect(picture.plain == ConfigCase.before && picture.tried == ConfigCase.after && picture.isMarked)
        #expect(picture.staging == ConfigCase.staging(percent, intent: 3) && picture.intent == intent)
    }

    @Test func nothingIsLeftOfAShareThatIsTakenBack() throws {
        let picture = try #require(try written(.staged, share: 0))
        #expect(picture.plain == ConfigCase.before && picture.tried == nil && picture.staging == nil && picture.intent == intent)
        #expect(picture.mark.revision == "r6")
    }

    @Test func whatIsPromotedBecomesThePlainContentInOneWrite() throws {
        var state = ConfigCase.staged
        state.staging = ConfigCase.staging(100)
        let picture = try #require(try promoted(state, "r7"))
        #expect(picture.plain == ConfigCase.after && picture.mark.revision == "r7" && picture.isMarked)
        #expect(picture.tried == nil && picture.staging == nil)
        #expect(picture.intent == RouteIntent(release: "uid-7", number: 2), "it goes on being that rollout's")
    }

    /// Undone after its end, the rollout brings back what was before.
    @Test func theWayBackFromAPromotionRestoresTheContentBefore() throws {
        var state = ConfigCase.staged
        (state.plain, state.mark, state.tried, state.staging) = (ConfigCase.after, "r7", nil, nil)
        let all = try #require(try written(state, share: 100))
        #expect(all.plain == ConfigCase.after && all.staging == nil)
        let half = try #require(try written(state, share: 50))
        #expect(half.plain == ConfigCase.before && half.tried == ConfigCase.after && half.mark.revision == "r6" && half.isMarked)
        let none = try #require(try written(state, share: 0))
        #expect(none.plain == ConfigCase.before && none.tried == nil && none.mark.revision == "r6")
    }

    @Test func aRevisionThatIsNotThereIsNotWritten() throws {
        var state = ConfigCase.staged
        state.hasTarget = false
        #expect(try written(state, share: 50) == nil)
        #expect(try promoted(state, "r7") == nil)
        #expect(try written(state, share: 0) != nil, "back is always possible")
    }

    @Test func aDirectEditIsNotOverwrittenByAPromotion() throws {
        var state = ConfigCase.staged
        (state.plain, state.mark) = (ConfigCase.other, nil)
        let picture = try #require(try promoted(state, "r7"))
        #expect(picture.plain == ConfigCase.other && picture.mark.revision == nil)
        #expect(picture.tried == nil && picture.staging == nil)
    }

    @Test func whatOthersNotedOnTheMapStays() throws {
        var main = try ConfigCase.staged.main
        main.annotations["team"] = "checkout"
        main["binaryData"] = ["logo": "AA==", ".canary.logo": "AQ=="]
        let edit = try #require(ConfigMapEdit(try ConfigCase.staged.view, share: 50, intent: intent))
        try edit.apply(to: &main)
        #expect(main.annotations["team"] == "checkout" && main.labels["app"] == "web")
        #expect(main["binaryData"].isNull, "keys that belong to neither revision go")
    }
}
