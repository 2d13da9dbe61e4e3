package import KubeModel

/// Makes the environment of a container from its manifest. Pure.
package struct ContainerEnvironment {
    package let facts: PodFacts
    package let sources: SourceObjects
    package let container: JSON
    package private(set) var variables: [String: String]

    /// - Parameter base: What every container of the node gets; the manifest may say otherwise.
    package init(container: JSON, facts: PodFacts, sources: SourceObjects, base: [String: String]) throws(StartFailure) {
        self.facts = facts
        self.sources = sources
        self.container = container
        variables = base
        for source in container["envFrom"].elements { try addAll(source) }
        for variable in container["env"].elements { try add(variable) }
    }

    private mutating func addAll(_ source: JSON) throws(StartFailure) {
        let isSecret = source["secretRef"].object != nil
        let reference = isSecret ? source["secretRef"] : source["configMapRef"]
        let type: ResourceType = isSecret ? .secrets : .configMaps
        guard let name = reference["name"].string else { return }
        guard let entries = sources.entries(type, facts.pod.namespace, name) else {
            if reference["optional"].bool ?? false { return }
            throw Self.missing(type, name)
        }
        let prefix = source["prefix"].string ?? ""
        for (key, value) in entries { variables[prefix + key] = String(decoding: value, as: UTF8.self) }
    }

    private mutating func add(_ variable: JSON) throws(StartFailure) {
        guard let name = variable["name"].string else { return }
        let from = variable["valueFrom"]
        guard from.object != nil else {
            variables[name] = VariableExpansion.expand(variable["value"].string ?? "", variables)
            return
        }
        if let value = try value(from, of: name) { variables[name] = value }
    }

    /// Nil where an optional source is missing.
    private func value(_ from: JSON, of name: String) throws(StartFailure) -> String? {
        if from["configMapKeyRef"].object != nil { return try entry(.configMaps, from["configMapKeyRef"]) }
        if from["secretKeyRef"].object != nil { return try entry(.secrets, from["secretKeyRef"]) }
        if let path = from["fieldRef"]["fieldPath"].string {
            if let value = facts.field(path) { return value }
            throw .configuration("the variable \(name) refers to the field \(path), which is not supported")
        }
        if let value = facts.resource(from["resourceFieldRef"], container: container) { return value }
        throw .configuration("the variable \(name) has a source that is not supported: \(from.text)")
    }

    private func entry(_ type: ResourceType, _ reference: JSON) throws(StartFailure) -> String? {
        let (name, key) = (reference["name"].string ?? "", reference["key"].string ?? "")
        let isOptional = reference["optional"].bool ?? false
        guard let entries = sources.entries(type, facts.pod.namespace, name) else {
            if isOptional { return nil }
            throw Self.missing(type, name)
        }
        if let value = entries[key] { return String(decoding: value, as: UTF8.self) }
        if isOptional { return nil }
        throw .configuration("couldn't find key \(key) in \(type.kind) \(facts.pod.namespace)/\(name)")
    }

    private static func missing(_ type: ResourceType, _ name: String) -> StartFailure {
        .configuration("\(type.kind.lowercased()) \"\(name)\" not found")
    }
}
