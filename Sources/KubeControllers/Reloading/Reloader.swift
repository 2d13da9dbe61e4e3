package import KubeModel

/// Restarts a Deployment's pods by a rolling update when the content of their configuration changes, as Stakater's Reloader does.
///
/// What was seen last is noted on the Deployment itself. The first sight of a configuration restarts nothing.
package struct Reloader: Sendable {
    package static let component = "reloader"

    /// How a pod template is changed so that it rolls.
    package enum Strategy: String, Sendable {
        /// A variable with the hash, in a container that uses the configuration.
        case environment = "env-vars"
        /// An annotation that says from what it was reloaded.
        case annotations
    }

    private let deployment: KubeObject
    private let strategy: Strategy

    package init(of deployment: KubeObject, strategy: Strategy = .environment) {
        self.deployment = deployment
        self.strategy = strategy
    }

    private var template: JSON { deployment["spec", "template"] }

    /// Those of the Deployment, or else those of its template.
    private var annotations: [String: String] {
        template[path: ["metadata", "annotations"]].strings.merging(deployment.annotations) { $1 }
    }

    /// Whether any annotation asks for reloading at all.
    package var isAsked: Bool {
        let annotations = annotations
        return [ReloadAnnotation.auto, ReloadAnnotation.search].contains { annotations[$0] == "true" }
            || ConfigReference.Kind.allCases.contains {
                annotations[ReloadAnnotation.auto($0)] == "true" || annotations[ReloadAnnotation.reload($0)] != nil
            }
    }

    /// - Parameters:
    ///   - configs: The ConfigMaps and Secrets of the Deployment's namespace.
    package func directives(_ configs: [ConfigSighting], at now: KubeTime) -> [Directive] {
        guard !deployment.isTerminating else { return [] }
        let seen = (try? JSON(parsing: deployment.annotations[ReloadAnnotation.seen] ?? "{}"))?.strings ?? [:]
        let usage = ConfigUsage(of: template)
        let used = usage.references
        var nowSeen = seen.filter { identifier, _ in !configs.contains { $0.reference.identifier == identifier } }
        var changed: [ConfigSighting] = []
        for config in configs.sorted(by: { $0.reference.identifier < $1.reference.identifier }) where isWatched(config, used: used) {
            let baseline = seen[config.reference.identifier] ?? variable(config.reference, usage)
            if let baseline, baseline != config.hash { changed.append(config) }
            nowSeen[config.reference.identifier] = config.hash
        }
        guard nowSeen != seen else { return [] }
        return [patch(changed, nowSeen, usage, at: now)] + changed.map { .record(note(on: $0)) }
    }

    private func isWatched(_ config: ConfigSighting, used: Set<ConfigReference>) -> Bool {
        guard !config.isIgnored else { return false }
        let annotations = annotations
        let kind = config.reference.kind
        if let names = annotations[ReloadAnnotation.reload(kind)], Self.names(names, include: config.reference.name) { return true }
        guard used.contains(config.reference), annotations[ReloadAnnotation.auto] != "false" else { return false }
        return annotations[ReloadAnnotation.auto] == "true" || annotations[ReloadAnnotation.auto(kind)] == "true"
            || (annotations[ReloadAnnotation.search] == "true" && config.isMatch)
    }

    /// Names with commas between; each may be a regular expression for the whole name.
    private static func names(_ list: String, include name: String) -> Bool {
        list.split(separator: ",").contains { part in
            let pattern = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            return pattern == name || (try? Regex(pattern).wholeMatch(in: name)) != nil
        }
    }

    private func variable(_ reference: ConfigReference, _ usage: ConfigUsage) -> String? {
        let variables = usage.container(using: reference)?["env"].elements ?? []
        return variables.first { $0["name"].string == reference.variableName }?["value"].string
    }

    private func note(on config: ConfigSighting) -> EventNote {
        let message = "Reloaded, since \(config.reference.kind.rawValue) '\(config.reference.name)' has changed"
        return EventNote(about: deployment, reason: "Reloaded", message, from: Self.component)
    }
}

extension Reloader {
    private func patch(_ changed: [ConfigSighting], _ seen: [String: String], _ usage: ConfigUsage, at now: KubeTime) -> Directive {
        var patch: JSON = [:]
        patch[path: ["metadata", "annotations", ReloadAnnotation.seen]] = .string(JSON(seen).text)
        // With its version: the decision was made by this state of the Deployment.
        patch[path: ["metadata", "resourceVersion"]] = .string(deployment.resourceVersion)
        switch strategy {
        case .environment where !changed.isEmpty:
            let variables = Dictionary(grouping: changed) { usage.container(using: $0.reference)?["name"].string ?? "" }
            let containers = variables.sorted { $0.key < $1.key }.map { container, configs -> JSON in
                let env = configs.map { config -> JSON in
                    ["name": .string(config.reference.variableName), "value": .string(config.hash)]
                }
                // At the end, as Reloader does: a patch alone would put new ones first.
                let present = usage.container(named: container)?["env"].elements ?? []
                let fresh = env.filter { variable in !present.contains { $0["name"] == variable["name"] } }
                let order = (present + fresh).map { variable -> JSON in ["name": variable["name"]] }
                return ["name": .string(container), "env": .array(env), "$setElementOrder/env": .array(order)]
            }
            patch[path: ["spec", "template", "spec", "containers"]] = .array(containers)
        case .annotations:
            guard let last = changed.last else { break }
            let source: JSON = [
                "type": .string(last.reference.kind.rawValue.uppercased()), "name": .string(last.reference.name),
                "namespace": .string(deployment.namespace), "hash": .string(last.hash),
                "containerRefs": JSON([usage.container(using: last.reference)?["name"].string ?? ""]),
                "observedAt": .string(now.text),
            ]
            patch[path: ["spec", "template", "metadata", "annotations", ReloadAnnotation.lastReloadedFrom]] = .string(source.text)
        case .environment: break
        }
        let key = ObjectKey(.deployments, namespace: deployment.namespace, name: deployment.name)
        return .patch(key, .strategicMerge(patch))
    }
}
