import KubeModel

/// A member of a specification and where it stands.
struct SpecField {
    let json: JSON
    /// Such as `spec.strategy.canary.steps[1].hold`.
    let path: String

    var isMissing: Bool { json.isNull }

    var elements: [SpecField] {
        json.elements.enumerated().map { SpecField(json: $0.element, path: "\(path)[\($0.offset)]") }
    }

    subscript(_ name: String) -> SpecField { SpecField(json: json[name], path: "\(path).\(name)") }
}
