import KubeModel

extension KubeObject {
    /// The object with the value at a path such as `spec.ports[0].name` replaced, or taken away; `~` stands for a dot in a name.
    func with(_ path: String, _ value: JSON?) -> KubeObject {
        let steps = path.split { ".[]".contains($0) }.map { String($0).replacing("~", with: ".") }
        return KubeObject(json.replacing(steps[...], by: value) ?? .null)
    }
}

extension JSON {
    fileprivate func replacing(_ steps: ArraySlice<String>, by value: JSON?) -> JSON? {
        guard let step = steps.first else { return value }
        if var elements = array, let index = Int(step) {
            let element = (elements.indices.contains(index) ? elements[index] : .null).replacing(steps.dropFirst(), by: value)
            if elements.indices.contains(index) { elements.remove(at: index) }
            if let element { elements.insert(element, at: min(index, elements.count)) }
            return .array(elements)
        }
        var members = object ?? [:]
        members[step] = (members[step] ?? .null).replacing(steps.dropFirst(), by: value)
        return .object(members)
    }
}
