package import KubeModel

/// The kinds that the API serves: the built-in ones, and those that CustomResourceDefinitions add.
package struct TypeRegistry: Sendable {
    /// What names a kind, whichever version is spoken.
    package struct Name: Sendable, Hashable {
        package let group: String
        package let plural: String

        package init(_ type: ResourceType) {
            group = type.group
            plural = type.plural
        }

        package init(group: String, plural: String) {
            self.group = group
            self.plural = plural
        }
    }

    private static let builtIn: [Name: RegisteredType] = Dictionary(
        uniqueKeysWithValues: ResourceType.builtIn.map { (Name($0), RegisteredType(builtIn: $0)) })

    private var custom: [Name: RegisteredType] = [:]
    /// Another one whenever the kinds are others.
    private(set) var revision = 0

    package init() {}

    /// All kinds, in the order of group and plural.
    package var all: [RegisteredType] {
        (Array(Self.builtIn.values) + custom.values).sorted {
            ($0.storage.group, $0.storage.plural) < ($1.storage.group, $1.storage.plural)
        }
    }

    package subscript(_ name: Name) -> RegisteredType? { Self.builtIn[name] ?? custom[name] }

    /// The kind and the version of it at `/apis/GROUP/VERSION/PLURAL`; nil when it is not served.
    package func served(group: String, version: String, plural: String) -> (registered: RegisteredType, type: ResourceType)? {
        guard let registered = self[Name(group: group, plural: plural)],
            let type = registered.served.first(where: { $0.version == version })
        else { return nil }
        return (registered, type)
    }

    /// The kind that an object says it is; nil when no such kind is served.
    package func served(apiVersion: String, kind: String) -> ResourceType? {
        for registered in Array(Self.builtIn.values) + custom.values where registered.storage.kind == kind {
            if let type = registered.served.first(where: { $0.apiVersion == apiVersion }) { return type }
        }
        return nil
    }

    /// Takes note of a changed object: a CustomResourceDefinition adds its kind, and takes it away when it goes.
    mutating func note(_ previous: KubeObject?, _ current: KubeObject?) {
        let old = previous.flatMap(RegisteredType.init(definition:))
        let new = current.flatMap(RegisteredType.init(definition:))
        guard old != nil || new != nil else { return }
        revision += 1
        if let old { custom[Name(old.storage)] = nil }
        if let new { custom[Name(new.storage)] = new }
    }
}
