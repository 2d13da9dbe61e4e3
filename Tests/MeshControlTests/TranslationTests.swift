import KubeModel
import MeshControl
import Testing

@Suite("Istio's objects as Envoy's configuration")
struct TranslationTests {
    @Test(arguments: TranslationCase.all)
    func meansWhatTheTableSays(_ row: TranslationCase) {
        let translation = MeshTranslator(settings: Shop().settings()).translate(row.state, strict: row.keys)
        for expectation in row.expectations {
            let found = translation.resources[expectation.proxy]?.json.at(expectation.path) ?? .null
            let place = "\(expectation.proxy) \(expectation.path): \(found.text)"
            let json = expectation.json
            if !json["is"].isNull { #expect(found == json["is"], "\(place)") }
            if !json["has"].isNull { #expect(found.contains(json["has"]), "\(place)") }
            if json["absent"].bool == true { #expect(found.isNull, "\(place)") }
            if let count = json["count"].int { #expect((found.array?.count ?? found.object?.count) == count, "\(place)") }
        }
        #expect(translation.faults.count == row.faults.count, "\(translation.faults)")
        for fault in row.faults {
            let found = translation.faults.first { "\($0.key.type.kind)/\($0.key.name)" == fault["object"].string }
            #expect(found?.value.field == fault["field"].string)
            #expect(found?.value.message.contains(fault["says"].string ?? "?") == true, "\(String(describing: found))")
        }
        for note in row.notes {
            let found = translation.notes.first { "\($0.key.type.kind)/\($0.key.name)" == note["object"].string }?.value ?? []
            #expect(found.contains { $0.contains(note["says"].string ?? "?") }, "\(found)")
        }
    }

    @Test func theTableIsThere() {
        #expect(TranslationCase.all.count >= 60)
    }

    @Test func equalStatesGiveEqualConfiguration() {
        let objects = Shop().everything() + [Shop.rule(), Shop.split([("v1", 90), ("v2", 10)]), Shop.gateway()]
        let translator = MeshTranslator(settings: Shop().settings())
        let first = translator.translate(Shop.state(objects))
        for _ in 0..<5 { #expect(translator.translate(Shop.state(objects.shuffled())) == first) }
    }
}
