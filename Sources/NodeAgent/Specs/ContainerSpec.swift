package import KubeModel

/// A container of a pod, as far as running it is concerned.
package struct ContainerSpec: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Has to end well before what follows it starts.
        case initial
        /// Has to be started before what follows it starts, and then runs beside it (an init container that restarts always).
        case sidecar
        case main
    }

    package let name: String
    package let image: String
    package let kind: Kind
    package let restartPolicy: RestartPolicy
    package let probes: [ProbeKind: ProbeSpec]
    package let preStop: ProbeAction?
    /// Its element in the pod's spec.
    package let json: JSON

    package init(_ json: JSON, kind: Kind, podPolicy: RestartPolicy) {
        self.json = json
        self.kind = kind
        name = json["name"].string ?? ""
        image = json["image"].string ?? ""
        restartPolicy =
            switch kind {
            case .sidecar: .always
            case .initial: podPolicy == .never ? .never : .onFailure
            case .main: podPolicy
            }
        let probed = ProbeKind.allCases.compactMap { kind in ProbeSpec(json[kind.member]).map { (kind, $0) } }
        probes = kind == .initial ? [:] : Dictionary(uniqueKeysWithValues: probed)
        preStop = ProbeAction(json["lifecycle"]["preStop"])
    }

    /// The number of a port; nil when no port of the container has that name.
    package func number(of port: PortReference) -> Int? {
        switch port {
        case .number(let number): number
        case .name(let name): json["ports"].elements.first { $0["name"].string == name }?["containerPort"].int
        }
    }
}
