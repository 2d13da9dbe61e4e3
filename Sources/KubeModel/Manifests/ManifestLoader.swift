/// Reads manifests and says everything that is wrong with them at once.
package struct ManifestLoader: Sendable {
    private let types: [DescribedType]

    /// - Parameter types: the kinds that may stand there, beside those that the manifests define themselves.
    package init(knowing types: [DescribedType] = DescribedType.builtIn) { self.types = types }

    /// The objects of `files`, in order.
    /// - Parameter files: names, as they are to be shown, and YAML texts.
    package func load(_ files: [(name: String, text: String)]) throws(ManifestFaults) -> [Manifest] {
        let (manifests, faults) = read(files)
        guard faults.isEmpty else { throw ManifestFaults(faults) }
        return manifests
    }

    /// The objects that could be read, and all faults.
    package func read(_ files: [(name: String, text: String)]) -> (manifests: [Manifest], faults: [ManifestFault]) {
        var manifests: [Manifest] = []
        var faults: [ManifestFault] = []
        for file in files {
            for document in YAMLDocument.all(in: file.text) {
                switch document {
                case .success(let document): manifests += objects(LocatedValue(document.json), document.lines, file.name, &faults)
                case .failure(let fault): faults.append(ManifestFault(file: file.name, line: fault.line, message: fault.message))
                }
            }
        }
        let known = types + manifests.flatMap { DescribedType.defined(by: $0.object) }
        for manifest in manifests { faults += check(manifest, known) }
        return (manifests, faults + repeated(manifests))
    }

    /// The objects of one document: itself, or the items of a list.
    private func objects(_ value: LocatedValue, _ lines: SourceLines, _ file: String, _ faults: inout [ManifestFault]) -> [Manifest] {
        guard value.json.object != nil else {
            faults.append(
                ManifestFault(
                    file: file, line: lines[value.path],
                    message: "is \(value.json.typeName), where an object with apiVersion and kind should be"))
            return []
        }
        let isList = value.json["kind"].string?.hasSuffix("List") == true && value.json["items"].array != nil
        guard isList else { return [Manifest(file: file, object: KubeObject(value.json), lines: lines.below(value.path))] }
        return value["items"].elements.flatMap { objects($0, lines, file, &faults) }
    }

    private func check(_ manifest: Manifest, _ known: [DescribedType]) -> [ManifestFault] {
        let object = manifest.object
        let missing = ["apiVersion", "kind"].filter { (object[$0].string ?? "").isEmpty }
        guard missing.isEmpty else {
            return missing.map { fault(in: manifest, $0, "Required value", "add it") }
        }
        let type = ResourceType.named(apiVersion: object.apiVersion, kind: object.kind, among: known.map(\.type))
        guard let type, let described = known.first(where: { $0.type == type }) else { return [unknownKind(manifest, known)] }
        return ObjectValidator.faults(in: object, type: type, schema: described.schema).map { ManifestFault($0, in: manifest) }
    }

    private func unknownKind(_ manifest: Manifest, _ known: [DescribedType]) -> ManifestFault {
        let (version, kind) = (manifest.object.apiVersion, manifest.object.kind)
        if let other = known.first(where: { $0.type.kind == kind }) {
            return fault(in: manifest, "apiVersion", "\"\(version)\" has no kind \(kind)", "did you mean \"\(other.type.apiVersion)\"?")
        }
        let kinds = known.filter { $0.type.apiVersion == version }.map(\.type.kind)
        let nearest = NearestName.to(kind, among: kinds) ?? NearestName.to(kind, among: known.map(\.type.kind))
        return fault(
            in: manifest, "kind", "\"\(version)\" has no kind \(kind)",
            nearest.map { "did you mean \"\($0)\"?" } ?? "add its CustomResourceDefinition")
    }

    /// Of two objects with one name the first is kept, and the second is a mistake.
    private func repeated(_ manifests: [Manifest]) -> [ManifestFault] {
        var seen: [[String]: Manifest] = [:]
        return manifests.compactMap { manifest in
            let object = manifest.object
            guard !object.name.isEmpty else { return nil }
            let key = [object.apiVersion, object.kind, object.namespace, object.name]
            guard let first = seen[key] else {
                seen[key] = manifest
                return nil
            }
            let place = first.line.map { "\(first.file):\($0)" } ?? first.file
            return fault(in: manifest, "metadata.name", "stands at \(place) already", "remove one of them")
        }
    }

    private func fault(in manifest: Manifest, _ field: String, _ message: String, _ advice: String) -> ManifestFault {
        let path = FieldPath(steps: field.split(separator: ".").map { .member(String($0)) })
        return ManifestFault(
            file: manifest.file, line: manifest.line(of: path), object: manifest.title, field: field, message: message, advice: advice)
    }
}
