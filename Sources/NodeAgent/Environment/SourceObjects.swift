package import KubeModel

/// The ConfigMaps, Secrets and claims that a pod refers to, as they are.
package struct SourceObjects: Sendable, Equatable {
    private var objects: [ObjectKey: KubeObject] = [:]

    package init(_ objects: [KubeObject] = [], types: [ResourceType] = [.configMaps, .secrets, .persistentVolumeClaims]) {
        for object in objects {
            guard let type = types.first(where: { $0.kind == object.kind }) else { continue }
            self.objects[ObjectKey(type, namespace: object.namespace, name: object.name)] = object
        }
    }

    /// Reads all that `pod` refers to. What is not there is left out.
    package init(of pod: KubeObject, from api: any ObjectAPI) async throws(StatusError) {
        for key in Self.references(of: pod).sorted(by: { $0.description < $1.description }) {
            do {
                objects[key] = try await api.get(key)
            } catch  where error.code == 404 {
                continue
            }
        }
    }

    package subscript(_ type: ResourceType, _ namespace: String, _ name: String) -> KubeObject? {
        objects[ObjectKey(type, namespace: namespace, name: name)]
    }

    /// The entries of a ConfigMap or Secret, decoded; nil when there is no such object.
    package func entries(_ type: ResourceType, _ namespace: String, _ name: String) -> [String: [UInt8]]? {
        guard let object = self[type, namespace, name] else { return nil }
        if type == .secrets {
            return object["data"].strings.compactMapValues(Base64.decode)
        }
        let binary = object["binaryData"].strings.compactMapValues(Base64.decode)
        return object["data"].strings.mapValues { Array($0.utf8) }.merging(binary) { text, _ in text }
    }

    /// Everything of `pod` that names an object whose content it gets.
    package static func references(of pod: KubeObject) -> Set<ObjectKey> {
        var keys: Set<ObjectKey> = []
        func add(_ type: ResourceType, _ name: JSON) {
            if let name = name.string { keys.insert(ObjectKey(type, namespace: pod.namespace, name: name)) }
        }
        for container in pod.spec["containers"].elements + pod.spec["initContainers"].elements {
            for source in container["envFrom"].elements {
                add(.configMaps, source["configMapRef"]["name"])
                add(.secrets, source["secretRef"]["name"])
            }
            for variable in container["env"].elements {
                add(.configMaps, variable["valueFrom"]["configMapKeyRef"]["name"])
                add(.secrets, variable["valueFrom"]["secretKeyRef"]["name"])
            }
        }
        for volume in pod.spec["volumes"].elements {
            add(.persistentVolumeClaims, volume["persistentVolumeClaim"]["claimName"])
            for source in [volume] + volume["projected"]["sources"].elements {
                add(.configMaps, source["configMap"]["name"])
                add(.secrets, source["secret"]["secretName"])
                add(.secrets, source["secret"]["name"])
            }
        }
        return keys
    }
}
