import Foundation
import KubeModel
import MeshControl
import Testing

/// One row of the table in `Cases/`: objects beside those of the shop, and what has to come of them.
struct TranslationCase: Sendable, CustomTestStringConvertible {
    struct Expectation: Sendable {
        let proxy: String
        let path: String
        let json: JSON
    }

    let file: String
    let name: String
    let objects: [KubeObject]
    let expectations: [Expectation]
    /// `object`, `field` and `says` of each fault.
    let faults: [JSON]
    let notes: [JSON]

    var testDescription: String { "\(file): \(name)" }

    private init(_ json: JSON, file: String) {
        self.file = file
        name = json["name"].string ?? "?"
        objects = json["objects"].elements.map { member in
            var object = KubeObject(member)
            if object.namespace.isEmpty { object.namespace = Shop.namespace }
            return object
        }
        expectations = json["expect"].elements.map {
            Expectation(proxy: $0["in"].string ?? "zone-a", path: $0["at"].string ?? "", json: $0)
        }
        faults = json["faults"].elements
        notes = json["notes"].elements
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")

    /// All cases of all files; a file that cannot be read is a case that fails.
    static let all: [TranslationCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { name -> [TranslationCase] in
            guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8),
                let json = try? YAMLDocument.single(in: text), let cases = json.array
            else { return [TranslationCase(["name": "unreadable", "faults": [["object": "the file itself"]]], file: name)] }
            return cases.map { TranslationCase($0, file: name) }
        }
    }()

    /// The shop with this case's objects; one of the same name replaces the shop's.
    var state: MeshState {
        let own = Set(objects.map { "\($0.kind)/\($0.name)" })
        return Shop.state(Shop().everything().filter { !own.contains("\($0.kind)/\($0.name)") } + objects)
    }

    var keys: Set<ObjectKey> {
        Set(
            objects.compactMap { object in
                MeshState.routingTypes.first { $0.kind == object.kind }.map {
                    ObjectKey($0, namespace: object.namespace, name: object.name)
                }
            })
    }
}
