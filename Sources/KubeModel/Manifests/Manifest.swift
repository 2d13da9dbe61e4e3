/// An object as it stands in a file.
package struct Manifest: Sendable {
    /// The file's name as it was given, or that from which `kustomize` says the object comes.
    package let file: String
    /// Where the object begins, from 1; nil when it is not known in that file.
    package let line: Int?
    package let object: KubeObject
    private let lines: SourceLines?

    init(file: String, object: KubeObject, lines: SourceLines) {
        let origin = Self.origin(of: object)
        self.file = origin ?? file
        self.object = object
        self.lines = origin == nil ? lines : nil
        line = origin == nil ? lines[FieldPath()] : nil
    }

    /// The line of a field, from 1; where it is missing, of what it is missing in. Nil when it is not known.
    package func line(of path: FieldPath) -> Int? { lines?[path] }

    /// `Deployment shop/product-service`
    package var title: String {
        let name = object.name.isEmpty ? object["metadata", "generateName"].string ?? "(no name)" : object.name
        let kind = object.kind.isEmpty ? "object" : object.kind
        return object.namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(object.namespace)/\(name)"
    }

    /// What `kustomize` writes with `buildMetadata: [originAnnotations]`: YAML with a `path`.
    private static func origin(of object: KubeObject) -> String? {
        guard let text = object.annotations["config.kubernetes.io/origin"], let origin = try? YAMLDocument.single(in: text) else {
            return nil
        }
        return origin["path"].string
    }
}
