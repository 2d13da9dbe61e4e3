import KubeModel

/// A container of a pod, as far as running it is concerned.
struct ContainerSpec: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// Has to end well before what follows it starts.
        case initial
        /// Has to be started before what follows it starts, and then runs beside it (an init container that restarts always).
        case sidecar
        case main
    }

    let name: String
    let image: String
    let kind: Kind
    let restartPolicy: RestartPolicy
    let probes: [ProbeKind: ProbeSpec]
    let preStop: ProbeAction?
    /// Its element in the pod's spec.
    let json: JSON

    init(_ json: JSON, kind: Kind, podPolicy: RestartPolicy) {
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
    func number(of port: PortReference) -> Int? {
        switch port {
        case .number(let number): number
        case .name(let name): json["ports"].elements.first { $0["name"].string == name }?["containerPort"].int
        }
    }
}
