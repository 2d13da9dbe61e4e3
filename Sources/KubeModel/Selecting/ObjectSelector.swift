/// Which objects a list or watch concerns.
package struct ObjectSelector: Sendable, Equatable {
    package var labels: LabelSelector
    package var fields: FieldSelector

    package init(labels: LabelSelector = .everything, fields: FieldSelector = .everything) {
        self.labels = labels
        self.fields = fields
    }

    package static let everything = ObjectSelector()

    package func matches(_ object: KubeObject) -> Bool {
        labels.matches(object.labels) && fields.matches(object)
    }
}
