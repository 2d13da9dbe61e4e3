import Foundation
import KubeModel
import ProcessControl

/// The routing objects in force, on disk: a new control plane has to know which version of a refused object the proxies serve.
struct AcceptedObjects: Sendable {
    let path: String

    /// None when there is no file, or none that can be read.
    func read() -> [ObjectKey: KubeObject] {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let json = try? JSON(parsing: data) else { return [:] }
        var objects: [ObjectKey: KubeObject] = [:]
        for object in json.elements.map(KubeObject.init) {
            guard let type = MeshState.routingTypes.first(where: { $0.kind == object.kind }) else { continue }
            objects[ObjectKey(type, namespace: object.namespace, name: object.name)] = object
        }
        return objects
    }

    func write(_ objects: [ObjectKey: KubeObject]) throws {
        let ordered = objects.sorted { $0.key.description < $1.key.description }.map { key, object in
            var json = object.json
            json["kind"] = .string(key.type.kind)
            json["status"] = .null
            json[path: ["metadata", "managedFields"]] = .null
            return json
        }
        try DurableFile.replace(path, with: JSON.array(ordered).bytes)
    }
}
