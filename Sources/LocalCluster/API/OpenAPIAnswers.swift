import KubeModel
import Synchronization

/// The OpenAPI documents of the kinds that are served. They are large and seldom change, so they are kept until the kinds do.
final class OpenAPIAnswers: Sendable {
    private struct Kept: Sendable {
        var revision = -1
        var documents: [String: JSON] = [:]
    }

    private let kept = Mutex(Kept())

    /// `/openapi/v2`
    func v2(_ registry: TypeRegistry) -> JSON {
        document("v2", registry) { OpenAPIDocument.v2(Self.types(of: registry)) }
    }

    /// `/openapi/v3`
    func index(_ registry: TypeRegistry) -> JSON {
        document("v3", registry) { OpenAPIDocument.v3Index(Self.types(of: registry)) }
    }

    /// `/openapi/v3/apis/GROUP/VERSION`. Throws 404 for a version that is not served.
    func v3(group: String, version: String, _ registry: TypeRegistry) throws(StatusError) -> JSON {
        let types = Self.types(of: registry).filter { $0.type.group == group && $0.type.version == version }
        guard !types.isEmpty else { throw .noSuchResource }
        return document("v3/\(group)/\(version)", registry) { OpenAPIDocument.v3(types) }
    }

    private func document(_ name: String, _ registry: TypeRegistry, make: () -> JSON) -> JSON {
        let present = kept.withLock { kept in kept.revision == registry.revision ? kept.documents[name] : nil }
        if let present { return present }
        let made = make()
        kept.withLock { kept in
            if kept.revision != registry.revision { kept = Kept(revision: registry.revision) }
            kept.documents[name] = made
        }
        return made
    }

    private static func types(of registry: TypeRegistry) -> [DescribedType] {
        registry.all.flatMap { registered in
            registered.served.map { DescribedType($0, registered.schema(in: $0.version) ?? .any) }
        }
    }
}
