package import KubeModel

/// What happens to a pod. Containers are told by name, and one run of a container by its ID.
package enum PodEvent: Sendable, Equatable {
    /// The object is new or changed.
    case observed(KubeObject)
    /// The object is gone from the API.
    case vanished
    case prepared(PodNetwork)
    case preparationFailed(StartFailure)
    case started(container: String, id: String)
    case startFailed(container: String, StartFailure)
    /// The hash of the binary is known.
    case identified(container: String, imageID: String)
    case exited(container: String, id: String, ContainerExit)
    case probed(container: String, id: String, ProbeKind, ProbeResult)
    /// The preStop hook is over; `failure` says why it did not succeed.
    case preStopFinished(container: String, id: String, failure: String?)
    /// Something that the pod refers to has changed, so that what failed for it may succeed.
    case sourcesChanged
    /// The node wants its processes ended; the object stays. Seconds; nil takes the pod's own grace.
    case stopRequested(grace: Double?)
    /// The final deletion did not reach the API.
    case removalFailed
    case tick
}

/// The addresses of a pod.
package struct PodNetwork: Codable, Sendable, Equatable {
    package let podIP: String
    package let hostIP: String

    package init(podIP: String, hostIP: String) {
        self.podIP = podIP
        self.hostIP = hostIP
    }
}

/// What a probe found.
package enum ProbeResult: Sendable, Equatable {
    case success
    case failure(String)
}

/// Why a container is not running yet, in Kubernetes' words.
package struct StartFailure: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case image, configuration, volume, start
    }

    package let kind: Kind
    /// `ErrImagePull`, `CreateContainerConfigError`, …
    package let reason: String
    package let message: String

    package static func image(_ message: String) -> StartFailure { StartFailure(kind: .image, reason: "ErrImagePull", message: message) }

    package static func configuration(_ message: String) -> StartFailure {
        StartFailure(kind: .configuration, reason: "CreateContainerConfigError", message: message)
    }

    package static func volume(_ message: String, reason: String = "ContainerCreating") -> StartFailure {
        StartFailure(kind: .volume, reason: reason, message: message)
    }

    package static func start(_ message: String) -> StartFailure { StartFailure(kind: .start, reason: "StartError", message: message) }
}
