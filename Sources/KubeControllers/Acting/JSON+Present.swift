import KubeModel

extension JSON {
    /// An object of those members that are not null.
    static func present(_ members: [String: JSON]) -> JSON { .object(members.filter { !$0.value.isNull }) }
}
