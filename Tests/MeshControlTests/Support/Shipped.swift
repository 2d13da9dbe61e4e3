import Foundation
import KubeModel
import MeshControl

/// What the folder `deploy` says.
enum Shipped {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "deploy")

    static let base = Result { try objects(under: "base") }

    /// The objects of all YAML files under a folder, in the shop's namespace.
    static func objects(under path: String) throws -> [KubeObject] {
        let root = folder.appending(path: path)
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { file in
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            return try YAMLDocument.all(in: text).map { document in
                var object = KubeObject(try document.get().json)
                if object.namespace.isEmpty { object.namespace = Shop.namespace }
                return object
            }
        }
    }

    static func translate(_ objects: [KubeObject]) -> MeshTranslation {
        let keys = objects.compactMap { object in
            MeshState.routingTypes.first { $0.kind == object.kind }.map { ObjectKey($0, namespace: object.namespace, name: object.name) }
        }
        return MeshTranslator(settings: Shop().settings()).translate(Shop.state(objects), strict: Set(keys))
    }
}
