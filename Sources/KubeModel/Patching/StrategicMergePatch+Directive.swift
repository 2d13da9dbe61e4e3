extension StrategicMergePatch {
    /// Members of a patch that are no members of the object but say how to merge.
    enum Directive: String, CaseIterable {
        /// `$deleteFromPrimitiveList/finalizers`: values to take out of a list.
        case deleteFromPrimitiveList = "$deleteFromPrimitiveList/"
        /// `$setElementOrder/containers`: the keys of a list's elements in the order that they are to have.
        case setElementOrder = "$setElementOrder/"

        /// `replace`, `delete` or `merge`, for the object in which it stands.
        static let patch = "$patch"
        /// The only members that stay.
        static let retainKeys = "$retainKeys"

        /// The list that `member` is about, if it is this directive.
        func target(of member: String) -> String? {
            member.hasPrefix(rawValue) ? String(member.dropFirst(rawValue.count)) : nil
        }

        /// Whether `member` is about another one of the same object.
        static func isDirective(_ member: String) -> Bool { allCases.contains { member.hasPrefix($0.rawValue) } }
    }
}
