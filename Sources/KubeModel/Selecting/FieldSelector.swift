/// A condition on members of an object, such as `spec.nodeName=zone-a,status.phase!=Failed`.
package struct FieldSelector: Sendable, Equatable {
    package struct Requirement: Sendable, Hashable {
        /// With dots: `metadata.name`.
        package let field: String
        package let value: String
        package let isEqual: Bool

        package init(field: String, value: String, isEqual: Bool) {
            self.field = field
            self.value = value
            self.isEqual = isEqual
        }
    }

    package var requirements: [Requirement]

    package init(_ requirements: [Requirement]) { self.requirements = requirements }

    package static let everything = FieldSelector([])

    package func matches(_ object: KubeObject) -> Bool {
        requirements.allSatisfy { requirement in
            let member = object.json[path: requirement.field.split(separator: ".").map(String.init)]
            let text = member.string ?? member.int.map(String.init) ?? member.bool.map { "\($0)" } ?? ""
            return (text == requirement.value) == requirement.isEqual
        }
    }
}
