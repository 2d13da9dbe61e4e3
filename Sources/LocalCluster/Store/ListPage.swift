package import KubeModel

/// One page of a list. All pages show the objects as they were when the first was read.
package struct ListPage: Sendable {
    /// Nil for all.
    private let limit: Int?
    /// The version at which to read; nil for the present one.
    private let version: Int?
    /// What the last page ended with.
    private let after: ObjectTable.Name?

    /// Throws 400 for a token that is none.
    package init(limit: Int?, token: String?, exactVersion: String?) throws(StatusError) {
        self.limit = limit.flatMap { $0 > 0 ? $0 : nil }
        guard let token else {
            version = try exactVersion.map { text throws(StatusError) in try ObjectStore.version(text) } ?? nil
            after = nil
            return
        }
        guard let bytes = Base64URL.bytes(of: token), let json = try? JSON(parsing: bytes), let version = json["v"].int,
            let namespace = json["ns"].string, let name = json["n"].string
        else { throw .badRequest("continue key is not valid") }
        self.version = version
        after = ObjectTable.Name(namespace: namespace, name: name)
    }

    package struct Result: Sendable {
        package let items: [KubeObject]
        package let version: Int
        /// Nil when there are no more.
        package let token: String?
        /// How many follow; not known when a selector leaves some out.
        package let remaining: Int?
    }

    /// Throws 410 when the version is no longer kept.
    package func read(_ scope: WatchScope, from state: StoreState) throws(StatusError) -> Result {
        let version = version ?? state.version
        guard let objects = state.objects(scope.type, in: scope.namespace, at: version) else { throw Self.tooOld }
        let following = objects.filter { object in after.map { $0 < ObjectTable.Name(object) } ?? true }
        let matching = following.filter(scope.selector.matches)
        let items = matching.prefix(limit ?? matching.count)
        let isLast = items.count == matching.count
        return Result(
            items: items.map(scope.answer), version: version, token: isLast ? nil : items.last.map { Self.token(version, after: $0) },
            remaining: isLast || scope.selector != .everything ? nil : matching.count - items.count)
    }

    private static func token(_ version: Int, after object: KubeObject) -> String {
        let json: JSON = ["v": .integer(version), "ns": .string(object.namespace), "n": .string(object.name)]
        return Base64URL.text(of: json.bytes)
    }

    private static let tooOld = StatusError(
        code: 410, reason: .expired,
        message: "The provided continue parameter is too old to display a consistent list result. You can start a new list without the "
            + "continue parameter.")
}
