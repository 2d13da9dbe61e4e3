extension ManifestFault {
    /// A fault of a field, told to whoever wrote the manifest.
    init(_ fault: FieldFault, in manifest: Manifest) {
        self.init(
            file: manifest.file, line: manifest.line(of: fault.path), object: manifest.title, field: fault.path.description,
            message: fault.isStrictDecodingError ? "unknown field" : fault.message, advice: fault.advice(in: manifest.object))
    }
}

extension FieldFault {
    /// What to do about it, where the message alone does not say so.
    fileprivate func advice(in object: KubeObject) -> String {
        switch reason {
        case .unknownField: suggestion.map { "did you mean \"\($0)\"?" } ?? "remove it: \(parentName(in: object)) has no such field"
        case .wrongType: adviceOnType(of: value(in: object.json))
        case .required: "add it"
        default: ""
        }
    }

    private func parentName(in object: KubeObject) -> String {
        let parent = FieldPath(steps: path.steps.dropLast())
        return parent.steps.isEmpty ? object.kind : parent.description
    }

    private func adviceOnType(of value: JSON) -> String {
        switch value {
        case .integer, .number, .bool: message.contains("must be of type string") ? "write it in quotes" : ""
        case .string(let text):
            ["integer", "number", "boolean"].contains { message.contains("must be of type \($0)") }
                && YAMLScalar.value(of: text)?.string == nil
                ? "write it without quotes" : ""
        default: ""
        }
    }

    private func value(in json: JSON) -> JSON {
        path.steps.reduce(json) { json, step in
            switch step {
            case .member(let name), .key(let name): json[name]
            case .index(let index): json[index]
            }
        }
    }
}
