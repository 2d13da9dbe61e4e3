package import KubeModel

/// Makes the content of the volumes that come from objects. Pure.
package struct VolumeRenderer {
    package static let defaultMode: UInt16 = 0o644

    package let facts: PodFacts
    package let sources: SourceObjects
    /// Those that the pod's projected volumes ask for, by request.
    package let tokens: [TokenRequest: ServiceAccountToken]

    package init(facts: PodFacts, sources: SourceObjects, tokens: [TokenRequest: ServiceAccountToken]) {
        self.facts = facts
        self.sources = sources
        self.tokens = tokens
    }

    /// Nil when the volume is no such one, but a folder.
    package func content(of volume: JSON) throws(StartFailure) -> VolumeContent? {
        let name = volume["name"].string ?? ""
        if volume["configMap"].object != nil {
            return try entries(.configMaps, volume["configMap"], name: volume["configMap"]["name"].string ?? "", volume: name)
        }
        if volume["secret"].object != nil {
            return try entries(.secrets, volume["secret"], name: volume["secret"]["secretName"].string ?? "", volume: name)
        }
        if volume["downwardAPI"].object != nil { return try downward(volume["downwardAPI"], volume: name) }
        guard volume["projected"].object != nil else { return nil }
        return try projected(volume["projected"], volume: name)
    }

    /// The token of the account, the authority of the API server, and the namespace.
    package func account(_ request: TokenRequest, authority: String) -> VolumeContent {
        func file(_ text: String) -> VolumeContent.File { VolumeContent.File(bytes: Array(text.utf8), mode: Self.defaultMode) }
        return VolumeContent([
            "token": VolumeContent.File(bytes: Array((tokens[request]?.text ?? "").utf8), mode: 0o600), "ca.crt": file(authority),
            "namespace": file(facts.pod.namespace),
        ])
    }

    private func projected(_ projected: JSON, volume: String) throws(StartFailure) -> VolumeContent {
        var content = VolumeContent()
        for source in projected["sources"].elements {
            if source["configMap"].object != nil {
                let part = source["configMap"]
                content.add(try entries(.configMaps, part, name: part["name"].string ?? "", volume: volume, modes: projected))
            } else if source["secret"].object != nil {
                let part = source["secret"]
                content.add(try entries(.secrets, part, name: part["name"].string ?? "", volume: volume, modes: projected))
            } else if source["downwardAPI"].object != nil {
                content.add(try downward(source["downwardAPI"], volume: volume, modes: projected))
            } else if source["serviceAccountToken"].object != nil {
                content.add(token(source["serviceAccountToken"], modes: projected))
            } else {
                throw .volume("the volume \(volume) has a source that is not supported on a local node: \(source.text)")
            }
        }
        return content
    }

    private func token(_ source: JSON, modes: JSON) -> VolumeContent {
        let token = tokens[TokenRequest(of: facts.pod, source: source)]?.text ?? ""
        let file = VolumeContent.File(bytes: Array(token.utf8), mode: Self.mode(modes["defaultMode"]) ?? 0o600)
        return VolumeContent([source["path"].string ?? "token": file])
    }

    private func entries(
        _ type: ResourceType, _ source: JSON, name: String, volume: String, modes: JSON? = nil
    ) throws(StartFailure) -> VolumeContent {
        let isOptional = source["optional"].bool ?? false
        guard let entries = sources.entries(type, facts.pod.namespace, name) else {
            if isOptional { return VolumeContent() }
            throw .volume("MountVolume.SetUp failed for volume \"\(volume)\" : \(type.kind.lowercased()) \"\(name)\" not found")
        }
        let mode = Self.mode((modes ?? source)["defaultMode"]) ?? Self.defaultMode
        guard let items = source["items"].array else {
            return VolumeContent(entries.mapValues { VolumeContent.File(bytes: $0, mode: mode) })
        }
        var content = VolumeContent()
        for item in items {
            let key = item["key"].string ?? ""
            guard let bytes = entries[key] else {
                if isOptional { continue }
                throw .volume("MountVolume.SetUp failed for volume \"\(volume)\" : references non-existent key \(key) of \(name)")
            }
            let path = try Self.inside(item["path"].string ?? key, volume)
            content.files[path] = VolumeContent.File(bytes: bytes, mode: Self.mode(item["mode"]) ?? mode)
        }
        return content
    }

    private func downward(_ source: JSON, volume: String, modes: JSON? = nil) throws(StartFailure) -> VolumeContent {
        let mode = Self.mode((modes ?? source)["defaultMode"]) ?? Self.defaultMode
        var content = VolumeContent()
        for item in source["items"].elements {
            let path = try Self.inside(item["path"].string ?? "", volume)
            let field = item["fieldRef"]["fieldPath"].string
            let reference = item["resourceFieldRef"]
            let container = facts.pod.spec["containers"].elements.first { $0["name"].string == reference["containerName"].string }
            guard let value = field.map(facts.field) ?? facts.resource(reference, container: container ?? [:]) else {
                throw .volume("the volume \(volume) asks for \(field ?? reference.text), which is not supported")
            }
            content.files[path] = VolumeContent.File(bytes: Array(value.utf8), mode: Self.mode(item["mode"]) ?? mode)
        }
        return content
    }

    private static func mode(_ json: JSON) -> UInt16? { json.int.flatMap(UInt16.init(exactly:)) }

    /// A path within a volume must not lead out of it.
    private static func inside(_ path: String, _ volume: String) throws(StartFailure) -> String {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), !(parts.first?.hasPrefix("..") ?? false) else {
            throw .volume("the volume \(volume) has a path that leads out of it: '\(path)'")
        }
        return parts.joined(separator: "/")
    }
}
