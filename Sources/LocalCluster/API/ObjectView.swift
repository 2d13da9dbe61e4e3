import KubeModel

/// Shows objects in the form that a client accepts.
struct ObjectView: Sendable {
    /// What a table's rows carry of their object.
    enum Embedding: String, Sendable {
        case none = "None"
        case metadata = "Metadata"
        case object = "Object"

        init(_ parameter: String?) { self = parameter.flatMap(Self.init(rawValue:)) ?? .metadata }
    }

    let form: AnswerForm
    let type: ResourceType
    /// Only for tables.
    let table: TableLayout?
    let embedding: Embedding
    let now: KubeTime

    func single(_ object: KubeObject) -> JSON {
        switch form {
        case .object, .aggregatedDiscovery: object.json
        case .table: rows([object], metadata: ["resourceVersion": .string(object.resourceVersion)])
        case .metadata: Self.partial(object)
        }
    }

    func list(_ page: ListPage.Result) -> JSON {
        var metadata: JSON = ["resourceVersion": .string(String(page.version))]
        if let token = page.token { metadata["continue"] = .string(token) }
        if let remaining = page.remaining { metadata["remainingItemCount"] = .integer(remaining) }
        switch form {
        case .object, .aggregatedDiscovery:
            return [
                "kind": .string("\(type.kind)List"), "apiVersion": .string(type.apiVersion), "metadata": metadata,
                "items": .array(page.items.map(\.json)),
            ]
        case .table: return rows(page.items, metadata: metadata)
        case .metadata:
            return [
                "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
                "items": .array(page.items.map(Self.partial)),
            ]
        }
    }

    /// One line of a watch, without its end.
    /// - Parameter marksInitialEnd: Whether this bookmark says that all the objects have been told that there were.
    func line(for event: WatchEvent, marksInitialEnd: Bool) -> JSON {
        switch event {
        case .added(let object): ["type": "ADDED", "object": single(object)]
        case .modified(let object): ["type": "MODIFIED", "object": single(object)]
        case .deleted(let object): ["type": "DELETED", "object": single(object)]
        case .bookmark(let version): ["type": "BOOKMARK", "object": bookmark(version, marksInitialEnd)]
        }
    }

    private func bookmark(_ version: String, _ marksInitialEnd: Bool) -> JSON {
        var metadata: JSON = ["resourceVersion": .string(version)]
        if marksInitialEnd { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        switch form {
        case .object, .aggregatedDiscovery:
            return ["kind": .string(type.kind), "apiVersion": .string(type.apiVersion), "metadata": metadata]
        case .table: return rows([], metadata: metadata)
        case .metadata: return ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": metadata]
        }
    }

    private func rows(_ objects: [KubeObject], metadata: JSON) -> JSON {
        let layout = table ?? .nameAndAge
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
            "columnDefinitions": .array(layout.columns.map(\.definition)),
            "rows": .array(
                objects.map { object in
                    var row: JSON = ["cells": .array(layout.cells(object, now))]
                    switch embedding {
                    case .none: break
                    case .metadata: row["object"] = Self.partial(object)
                    case .object: row["object"] = object.json
                    }
                    return row
                }),
        ]
    }

    private static func partial(_ object: KubeObject) -> JSON {
        ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": object["metadata"]]
    }
}
