/// A condition on labels, all of whose requirements must hold.
package struct LabelSelector: Sendable, Equatable {
    package enum Requirement: Sendable, Hashable {
        case isIn(String, [String])
        case notIn(String, [String])
        case exists(String)
        case absent(String)
    }

    package var requirements: [Requirement]

    package init(_ requirements: [Requirement]) { self.requirements = requirements }

    package init(matching labels: [String: String]) {
        requirements = labels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
    }

    package static let everything = LabelSelector([])

    package func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .notIn(let key, let values): !(labels[key].map(values.contains) ?? false)
            case .exists(let key): labels[key] != nil
            case .absent(let key): labels[key] == nil
            }
        }
    }
}
